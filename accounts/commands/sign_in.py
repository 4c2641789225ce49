"""Beginning, using, rotating and ending a sign-in. Not in any workspace's log: these are nobody's work."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import SignIn, User
from accounts.models.sign_in import IDLE_DAYS


def begin(user: User, request: HttpRequest | None = None) -> SignIn:
    """A new signed-in device."""
    sign_in = SignIn(user=user, stamp=user.security_stamp)
    if request is not None:
        sign_in.user_agent = request.headers.get("User-Agent", "")[:300]
        sign_in.address = request.META.get("REMOTE_ADDR") or None
    sign_in.save(force_insert=True)
    return sign_in


def used(sign_in: SignIn) -> None:
    """Note the use; the idle end moves on."""
    now = timezone.now()
    SignIn.objects.filter(id=sign_in.id, ended_at=None).update(
        last_used_at=now, idle_expires_at=now + timedelta(days=IDLE_DAYS)
    )


def end(sign_in_id: UUID | str) -> None:
    """The device is signed out: its session and its tokens are refused from the next request on."""
    SignIn.objects.filter(id=sign_in_id, ended_at=None).update(ended_at=timezone.now())


def end_all(user: User) -> None:
    """Every device of a person is signed out."""
    SignIn.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())


def stamp_anew(sign_in_id: UUID | str, user: User) -> None:
    """The device that changed the password stays; all others die with the old stamp."""
    SignIn.objects.filter(id=sign_in_id, user=user, ended_at=None).update(stamp=user.security_stamp)
