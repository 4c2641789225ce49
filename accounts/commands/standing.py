"""Whether what let a person in still stands when they do something that is in no workspace.

In a workspace `Write.finish` asks (primetrade/commands.py).
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import SignIn, User
from primetrade.errors import SignedOut


def locked_person(user: User, sign_in: UUID | None) -> User:
    """The person's row, locked, while their account and the sign-in they came by are alive. Raises SignedOut.

    Who came by a link (no sign-in) must have the stamp that the link stood on, as `user` was read.
    """
    alive = User.objects.select_for_update(no_key=True).filter(id=user.id, is_active=True)
    if sign_in is None:
        alive = alive.filter(security_stamp=user.security_stamp)
    else:
        alive = alive.filter(Exists(_living(sign_in)))
    # Twice: who waited for a change of the password sees the new stamp, but the sign-in as it was before.
    person = alive.first() or alive.first()
    if person is None:
        raise SignedOut
    return person


def _living(sign_in: UUID) -> QuerySet[SignIn]:
    now = timezone.now()
    return SignIn.objects.filter(
        id=sign_in,
        user_id=OuterRef("id"),
        stamp=OuterRef("security_stamp"),
        ended_at=None,
        expires_at__gt=now,
        idle_expires_at__gt=now,
    )
