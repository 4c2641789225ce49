"""Editing one's own profile. A new name is logged as a Change in each of the person's workspaces."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from accounts.access import Access
from accounts.models import User
from accounts.models.membership import CALLED
from accounts.queries.workspaces import memberships_of
from primetrade.commands import Repeat, RoleChanged, Write, in_transaction
from primetrade.errors import InvalidInput, NoMember
from primetrade.ids import uuid7
from primetrade.text import NAME_LIMIT, clean_line

from .account_lock import locked_person
from .register import known_zones


def change_profile(caller: Access, **values: Any) -> User:
    """Set some of name, timezone, week_start, theme; increments their version. Raises InvalidInput, SignedOut."""
    values = {field: _CHECKS[field](field, value) for field, value in values.items()}

    def once() -> User:
        row = locked_person(caller.user, caller.sign_in_id)
        before = {field: getattr(row, field) for field, value in values.items() if getattr(row, field) != value}
        if not before:
            return row
        for field in before:
            setattr(row, field, values[field])
        row.version += 1
        row.save(update_fields=[*before, "version"])
        if "name" in before:
            _log_name(row, before["name"])
        return row

    return in_transaction(once)


def _log_name(user: User, before: str) -> None:
    batch = uuid7()
    for membership in memberships_of(user):  # ordered by workspace id, so that all lock the rows in one order
        write = Write(Access(user, membership.workspace, membership.role))
        write.batch = batch
        write.log(membership, CALLED, {"name": before}, {"name": user.name})
        try:
            write.finish()
        except (NoMember, RoleChanged):
            raise Repeat from None  # they were removed there, or got a new role, since the list was read


def _checked_name(field: str, value: str) -> str:
    return clean_line(value, field=field, limit=NAME_LIMIT)


def _one_of(known: Collection[Any], message: str) -> Any:
    def check(field: str, value: Any) -> Any:
        if value not in known:
            raise InvalidInput.of(field, message)
        return value

    return check


_CHECKS = {
    "name": _checked_name,
    "timezone": _one_of(known_zones(), "Name a zone such as Europe/Helsinki."),
    "week_start": _one_of(User.WeekStart.values, "Weeks begin on Monday (1), Saturday (6) or Sunday (7)."),
    "theme": _one_of(User.Theme.values, "Use system, light or dark."),
}
