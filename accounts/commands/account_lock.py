"""Locks a person's account and rechecks their sign-in, for writes outside workspaces.

In a workspace, `Write.finish` rechecks it (primetrade/commands.py).
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import SignIn, User
from primetrade.errors import SignedOut


def locked_person(user: User, sign_in: UUID | None) -> User:
    """The person's row, locked. Raises SignedOut when the account or sign-in has ended.

    Without a sign-in (a link in a mail), it raises SignedOut when the security stamp is no longer the one in `user`.
    """
    alive = User.objects.select_for_update(no_key=True).filter(id=user.id, is_active=True)
    if sign_in is None:
        alive = alive.filter(security_stamp=user.security_stamp)
    else:
        alive = alive.filter(Exists(_valid_sign_ins(sign_in)))
    # Query twice: after waiting for a password change, the first query sees the new stamp but the old sign-in.
    person = alive.first() or alive.first()
    if person is None:
        raise SignedOut
    return person


def _valid_sign_ins(sign_in: UUID) -> QuerySet[SignIn]:
    now = timezone.now()
    return SignIn.objects.filter(
        id=sign_in,
        user_id=OuterRef("id"),
        stamp=OuterRef("security_stamp"),
        ended_at=None,
        expires_at__gt=now,
        idle_expires_at__gt=now,
    )
