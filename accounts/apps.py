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

        UserManager.open_account = staticmethod(register)
