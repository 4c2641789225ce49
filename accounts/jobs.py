"""Jobs of accounts: the daily sweeps of kept answers and of sign-ins that are over. Mails: accounts/mail.py."""

from __future__ import annotations

from django_tasks import task

from accounts.commands import sign_in
from accounts.commands.idempotency import forget_old_answers


@task()
def forget_kept_answers() -> None:
    """Answers to repeated requests are given again for a day; after that nobody needs them."""
    forget_old_answers()


@task()
def forget_sign_ins() -> None:
    """Expired sessions, and sign-ins that ended a month ago."""
    sign_in.forget_ended()
