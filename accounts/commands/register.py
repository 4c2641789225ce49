"""Creating an account with its address and a personal workspace, in one transaction."""

from __future__ import annotations

import secrets
import zoneinfo
from functools import lru_cache

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.commands.workspaces import open_workspace
from accounts.models import User
from accounts.models.user import EMAIL_LIMIT
from primetrade.commands import in_transaction
from primetrade.errors import Conflict, InvalidInput
from primetrade.mailboxes import fold_email, has_domain
from primetrade.text import NAME_LIMIT, clean_line, too_long

NO_ADDRESS = "Enter an e-mail address such as ann@example.org."
KNOWN_ADDRESS = "There is an account with this e-mail address. Sign in, or reset the password."


def register(*, name: str, email: str, password: str | None, timezone: str = "", verified: bool = False) -> User:
    """Create an account with a personal workspace. `verified`: they are known to own the address.

    With None as the password, nobody can sign in with one. Raises Conflict for a known address, InvalidInput.
    """
    address = clean_email_address(email)
    user = User(email=address, name=clean_line(name, field="name", limit=NAME_LIMIT), timezone=known_zone(timezone))
    user.set_password(password)  # before the transaction: hashing takes 24 ms
    return in_transaction(lambda: _open_account(user, verified))


def imitate_registration() -> None:
    """Open an account and roll it back, so that a known address takes as long as a new one."""

    def once() -> None:
        user = User(email=f"{secrets.token_hex(8)}@invalid.example", name="Nobody")
        _open_account(user, verified=False)
        transaction.set_rollback(True)

    in_transaction(once)


def _open_account(user: User, verified: bool) -> User:
    if User.objects.filter(email=user.email).exists():
        raise Conflict(KNOWN_ADDRESS)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    user.personal_workspace_id = open_workspace(user, name="Personal", is_personal=True).id
    user.save(update_fields=["personal_workspace_id"])
    return user


def clean_email_address(email: str) -> str:
    """The address, normalized. Raises InvalidInput."""
    _require_bounded(email.strip())  # before folding, which is slow for a long text
    address = fold_email(email)
    _require_bounded(address)
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidInput.of("email", NO_ADDRESS) from error
    if not has_domain(address):
        raise InvalidInput.of("email", NO_ADDRESS)
    return address


def _require_bounded(email: str) -> None:
    if len(email) > EMAIL_LIMIT:
        raise InvalidInput.of("email", too_long(EMAIL_LIMIT, len(email)))


def known_zone(name: str) -> str:
    """The given IANA zone, or UTC if this machine doesn't know it."""
    return name if name in known_zones() else "UTC"


@lru_cache(maxsize=1)
def known_zones() -> tuple[str, ...]:
    """The zones that people can choose, sorted: those with a "/" in their name, and UTC."""
    return tuple(sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC"))
