"""The daily clean-up of sign-ins. The jobs that send mail are in accounts/mail.py."""

from __future__ import annotations

from django_tasks import task

from accounts.commands import sign_in


@task()
def forget_sign_ins() -> None:
    """Delete expired sessions and sign-ins that ended long ago."""
    sign_in.forget_ended()
