"""Whether an address is proved to be its person's, and proving it. Where no mail goes out, none needs to be."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from primetrade.commands import in_transaction

from .passwords import turn_password
from .standing import locked_person


def is_proved(user: User) -> bool:
    """Whether the person may be taken for the owner of their address."""
    if not settings.MAIL_GOES_OUT:
        return True
    return bool(EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists())


def confirm_address(user: User) -> None:
    """Who opened the link in the mail knew the password as well. Raises SignedOut when the link is dead by now."""

    def once() -> None:
        locked_person(user, None)
        _prove(user)

    in_transaction(once)


def choose_password_by_mail(user: User, password: str) -> None:
    """Who opened the link chose a password: the address is theirs, and whoever knew another password is out.

    Every sign-in ends, sessions and tokens. Raises SignedOut when the link is dead by now.
    """
    hashed = make_password(password)  # before the transaction: hashing takes 24 ms

    def once() -> None:
        turn_password(user, hashed, keep=None)
        _prove(user)

    in_transaction(once)


def _prove(user: User) -> None:
    if not EmailAddress.objects.filter(user=user, email=user.email).update(verified=True):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
