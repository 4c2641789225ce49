"""The signed keys of links in mails. Keys are not stored.

The signature covers the account's id, address and security stamp. So a link becomes invalid when the password or
address changes and when the account is deactivated. A session that opened a link stores a digest, not the key.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.base import SessionBase
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.utils import timezone

from accounts.models import User

RESET_SECONDS = 3600
CONFIRM_SECONDS = 3 * 24 * 3600
_HELD = "password_link"


def reset_key(user: User) -> str:
    """The key that opens the form for a new password: valid once, for RESET_SECONDS."""
    return _key("password", user)


def opened_by_reset_key(uid: str, key: str) -> User | None:
    """The person whose link this is; None for an invalid, used or expired one. `uid` is the id as in allauth's URLs."""
    try:
        user = User.objects.filter(id=UUID(uid), is_active=True).first()
    except ValueError:
        return None
    return user if user and _opens("password", user, key, RESET_SECONDS) else None


def hold(session: SessionBase, user: User, key: str) -> None:
    """Remember in the session that the link was opened, but not its key, so that the database doesn't reveal it."""
    ends = b62_decode(key.partition(":")[0]) + RESET_SECONDS
    session[_HELD] = {"user": str(user.id), "state": _digest(user), "ends": ends}


def held_by(session: SessionBase) -> User | None:
    """The person who may choose a new password in this session; None once the link is used, invalid or expired."""
    held = session.get(_HELD)
    if not held or timezone.now().timestamp() > held["ends"]:
        return None
    user = User.objects.filter(id=UUID(held["user"]), is_active=True).first()
    return user if user and _digest(user) == held["state"] else None


def let_go(session: SessionBase) -> None:
    """Forget the opened link."""
    session.pop(_HELD, None)


def confirm_key(address: EmailAddress) -> str:
    """The key that confirms an address, valid for CONFIRM_SECONDS."""
    return f"{address.pk}:{_key('address', address.user)}"


def opened_by_confirm_key(key: str) -> EmailAddress | None:
    """The unconfirmed address of this link; None for an invalid, used or expired one."""
    number, _, rest = key.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    pending = EmailAddress.objects.filter(pk=int(number), verified=False, user__is_active=True).select_related("user")
    address = pending.first()
    if address is None or address.email != address.user.email:
        return None
    return address if _opens("address", address.user, rest, CONFIRM_SECONDS) else None


def _key(purpose: str, user: User) -> str:
    return _signer(purpose).sign(_state(user)).removeprefix(f"{_state(user)}:")


def _opens(purpose: str, user: User, key: str, seconds: int) -> bool:
    try:
        _signer(purpose).unsign(f"{_state(user)}:{key}", max_age=seconds)
    except (BadSignature, ValueError, OverflowError):
        return False
    return True


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"accounts.mail_links.{purpose}")


def _state(user: User) -> str:
    return f"{user.id}:{user.email}:{user.security_stamp}"


def _digest(user: User) -> str:
    return hashlib.sha256(_state(user).encode()).hexdigest()
