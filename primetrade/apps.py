from typing import ClassVar

from django.apps import AppConfig
from django.core.checks import Tags, register


class PrimeTradeConfig(AppConfig):
    name = "primetrade"
    schedule: ClassVar[dict[str, int]] = {"primetrade.cleanup.clean_up": 24 * 3600}

    def ready(self) -> None:
        """Register the checks that need the models."""
        from primetrade.database_age import database_is_not_newer

        register(database_is_not_newer, Tags.database)
