"""Beginning, using and ending sign-ins, which belong to no workspace and aren't logged. Tokens: accounts/tokens.py."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Session, SignIn, User
from accounts.models.sign_in import IDLE_DAYS

ENDED_KEPT_DAYS = 30  # a person may ask where they were signed in

log = structlog.get_logger("primetrade.sign_in")


def begin(user: User, request: HttpRequest) -> SignIn:
    """Record a new signed-in device."""
    sign_in = SignIn(user=user, stamp=user.security_stamp, address=address_of(request))
    sign_in.user_agent = request.headers.get("User-Agent", "")[:300]
    sign_in.rotated_at = sign_in.created_at
    sign_in.save(force_insert=True)
    log.info("signed in", user=str(user.id), sign_in=str(sign_in.id), address=sign_in.address)
    return sign_in


def forget_ended() -> None:
    """Delete expired sessions, and sign-ins that ended more than ENDED_KEPT_DAYS ago."""
    now = timezone.now()
    long_ago = now - timedelta(days=ENDED_KEPT_DAYS)
    Session.objects.filter(expire_date__lt=now).delete()
    SignIn.objects.filter(Q(ended_at__lt=long_ago) | Q(expires_at__lt=long_ago)).delete()


def log_failure(request: HttpRequest) -> None:
    """Log a refused sign-in, without the e-mail address: people type passwords into the wrong field."""
    log.warning("sign-in refused", address=address_of(request))


def address_of(request: HttpRequest) -> str | None:
    """The IP address that the request came from; None over a unix socket."""
    return request.META.get("REMOTE_ADDR") or None


def record_use(sign_in: SignIn) -> None:
    """Record that the sign-in is in use and postpone its idle expiry."""
    now = timezone.now()
    SignIn.objects.filter(id=sign_in.id, ended_at=None).update(
        last_used_at=now, idle_expires_at=now + timedelta(days=IDLE_DAYS)
    )


def end(sign_in_id: UUID | str) -> None:
    """End a sign-in: its session and tokens are refused from the next request on."""
    SignIn.objects.filter(id=sign_in_id, ended_at=None).update(ended_at=timezone.now())
