"""Jobs of accounts: the daily sweeps of sign-ins that are over. Mails: accounts/mail.py."""

from __future__ import annotations

from django_tasks import task

from accounts.commands import sign_in


@task()
def forget_sign_ins() -> None:
    """Expired sessions, and sign-ins that ended a month ago."""
    sign_in.forget_ended()
