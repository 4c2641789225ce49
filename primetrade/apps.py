from django.apps import AppConfig
from django.core.checks import Tags, register


class PrimeTradeConfig(AppConfig):
    name = "primetrade"

    def ready(self) -> None:
        """Checks that need the models."""
        from primetrade.database_age import database_is_not_newer

        register(database_is_not_newer, Tags.database)
