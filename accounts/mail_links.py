"""Links in mails that open something: signed statements about an account as it is, which are kept nowhere.

What is signed is not in the link: the account, its address and its security stamp. So a link dies when the password or
the address changes and when the account is deactivated. A session that opened one keeps a digest, never the link.
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
    """What opens the form of a new password: once, for an hour."""
    return _key("password", user)


def opened_by_reset_key(uid: str, key: str) -> User | None:
    """Whose link this is (`uid` as allauth writes ids in addresses); None when it is none, used or too old."""
    try:
        user = User.objects.filter(id=UUID(uid), is_active=True).first()
    except ValueError:
        return None
    return user if user and _opens("password", user, key, RESET_SECONDS) else None


def hold(session: SessionBase, user: User, key: str) -> None:
    """Let the session go on without the key: the address of the next page does not tell it, nor does the database."""
    ends = b62_decode(key.partition(":")[0]) + RESET_SECONDS
    session[_HELD] = {"user": str(user.id), "state": _digest(user), "ends": ends}


def held_by(session: SessionBase) -> User | None:
    """Who may choose a new password in this session; nobody once the link is used, dead or too old."""
    held = session.get(_HELD)
    if not held or timezone.now().timestamp() > held["ends"]:
        return None
    user = User.objects.filter(id=UUID(held["user"]), is_active=True).first()
    return user if user and _digest(user) == held["state"] else None


def let_go(session: SessionBase) -> None:
    """Forget the opened link."""
    session.pop(_HELD, None)


def confirm_key(address: EmailAddress) -> str:
    """What confirms an address, for three days."""
    return f"{address.pk}:{_key('address', address.user)}"


def opened_by_confirm_key(key: str) -> EmailAddress | None:
    """The unconfirmed address that this link is about; None when it is none, used or too old."""
    number, _, rest = key.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    waiting = EmailAddress.objects.filter(pk=int(number), verified=False, user__is_active=True).select_related("user")
    address = waiting.first()
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
