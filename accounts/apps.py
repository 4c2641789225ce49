from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import signals  # noqa: F401
        from accounts.commands import kept_pages  # noqa: F401 (follows what is logged)
        from accounts.commands.register import register
        from accounts.models.user import UserManager

        UserManager.open_account = staticmethod(register)
