"""A new password ends every other device in the same transaction."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from accounts.models import SignIn, User
from primetrade.commands import in_transaction


def change_password(user: User, password: str, *, keep: UUID | None) -> None:
    """Set the password. The sign-in `keep` is stamped anew; all others of the person end now, sessions and tokens."""
    user.set_password(password)  # before the transaction: hashing takes 24 ms

    def once() -> None:
        # Both by name: a second try finds no new password to turn the stamp for.
        user.save(update_fields=["password", "security_stamp"])
        alive = SignIn.objects.filter(user=user, ended_at=None)
        if keep is not None:
            alive.filter(id=keep).update(stamp=user.security_stamp)
        alive.exclude(stamp=user.security_stamp).update(ended_at=timezone.now())

    in_transaction(once)
