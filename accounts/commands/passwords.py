"""Changing a password, which ends all other sign-ins in the same transaction."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import SignIn, User
from accounts.models.user import new_stamp
from primetrade.commands import in_transaction

from .account_lock import locked_person


def change_password(user: User, password: str, *, keep: UUID | None) -> None:
    """Set the password and end the person's other sign-ins, with their sessions and tokens.

    `keep` is the sign-in of the request, None for a link in a mail. Raises SignedOut if that sign-in has ended or that
    link is no longer valid.
    """
    hashed = make_password(password)  # before the transaction: hashing takes 24 ms
    stamp = in_transaction(lambda: replace_password(user, hashed, keep=keep))
    user.password, user.security_stamp = hashed, stamp


def replace_password(user: User, hashed: str, *, keep: UUID | None) -> str:
    """Like change_password, with a hashed password and in the caller's transaction. Returns the new security stamp."""
    locked_person(user, keep)
    stamp = new_stamp()
    User.objects.filter(id=user.id).update(password=hashed, security_stamp=stamp)
    alive = SignIn.objects.filter(user=user, ended_at=None)
    if keep is not None:
        alive.filter(id=keep).update(stamp=stamp)
    alive.exclude(stamp=stamp).update(ended_at=timezone.now())
    return stamp
