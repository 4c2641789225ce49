"""A new password ends every other device in the same transaction."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import SignIn, User
from accounts.models.user import new_stamp
from primetrade.commands import in_transaction

from .standing import locked_person


def change_password(user: User, password: str, *, keep: UUID | None) -> None:
    """Set the password. The sign-in `keep` is stamped anew; all others of the person end now, sessions and tokens.

    `keep` is what the person came by; without it they opened a link. Raises SignedOut when that is over.
    """
    hashed = make_password(password)  # before the transaction: hashing takes 24 ms
    stamp = in_transaction(lambda: turn_password(user, hashed, keep=keep))
    user.password, user.security_stamp = hashed, stamp


def turn_password(user: User, hashed: str, *, keep: UUID | None) -> str:
    """The same for a hashed password, within the caller's transaction; the person's new stamp. Raises SignedOut."""
    locked_person(user, keep)
    stamp = new_stamp()
    User.objects.filter(id=user.id).update(password=hashed, security_stamp=stamp)
    alive = SignIn.objects.filter(user=user, ended_at=None)
    if keep is not None:
        alive.filter(id=keep).update(stamp=stamp)
    alive.exclude(stamp=stamp).update(ended_at=timezone.now())
    return stamp
