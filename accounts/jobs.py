"""Jobs of accounts: the daily clean-up of sign-ins. Mails: accounts/mail.py."""

from __future__ import annotations

from django_tasks import task

from accounts.commands import sign_in


@task()
def forget_sign_ins() -> None:
    """Delete expired sessions and old sign-ins."""
    sign_in.forget_ended()
