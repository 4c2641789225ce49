from typing import ClassVar

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    schedule: ClassVar[dict[str, int]] = {"accounts.jobs.forget_sign_ins": 24 * 3600}

    def ready(self) -> None:
        from accounts import signals  # noqa: F401
        from accounts.commands import page_invalidation  # noqa: F401 (registers its @on_change)
        from accounts.commands.register import register
        from accounts.models.user import UserManager
        from primetrade.api import examples

        examples.OF_NAME.update(
            access="eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
            email="ann@example.org",
            refresh="eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
            slug="ann",
            timezone="Europe/Berlin",
        )
        UserManager.open_account = staticmethod(register)
