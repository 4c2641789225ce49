"""Verifying that people own their e-mail addresses. Without outgoing mail, no address needs to be verified."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from primetrade.commands import in_transaction

from .account_lock import locked_person
from .passwords import replace_password


def is_verified(user: User) -> bool:
    """Whether the person has proved that they own their address; always True without outgoing mail."""
    if not settings.MAIL_GOES_OUT:
        return True
    return bool(EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists())


def confirm_address(user: User) -> None:
    """Verify the address of somebody who opened the link and gave the password.

    Raises SignedOut when the link has become invalid.
    """

    def once() -> None:
        locked_person(user, None)
        _mark_verified(user)

    in_transaction(once)


def choose_password_by_mail(user: User, password: str) -> None:
    """Set the password that somebody chose after opening the link, and verify their address.

    Ends every sign-in with its session and tokens. Raises SignedOut when the link has become invalid.
    """
    hashed = make_password(password)  # before the transaction: hashing takes 24 ms

    def once() -> None:
        replace_password(user, hashed, keep=None)
        _mark_verified(user)

    in_transaction(once)


def _mark_verified(user: User) -> None:
    if not EmailAddress.objects.filter(user=user, email=user.email).update(verified=True):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
