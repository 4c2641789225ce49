"""The trash as its page shows it: grouped by kind, with who deleted each thing and how long it stays.

What comes back with something else (a subtask or comment with its task, a task with its project) is not listed. The
plain list is in trash_list.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.sql import as_id, as_id_or_none, as_moment, fetch, id_text, id_value
from tasks.days import day_of, today
from tasks.models.retention import TRASH_DAYS
from tasks.queries.sql.keyset import Keyset
from tasks.queries.sql.trash_kinds import NEWEST_FIRST, TRASH_KINDS, deleted_by

SHOWN = 50
KINDS = tuple(TRASH_KINDS)


class ShownTrashEntry(TypedDict):
    """`home` names the project of a task and the task of a comment; `brings` counts the tasks that come back with it;
    `author_id` is the author of a comment. `deleted_at` is in the caller's zone, `by` is empty when it isn't known.
    """

    id: str
    title: str
    key: str
    status: str
    colour: str
    home: str
    brings: int
    deleted_at: datetime
    days_left: int
    author_id: str | None
    by: str


@dataclass(frozen=True, slots=True)
class TrashGroup:
    """Entries of one kind, newest first, and the cursor of the earlier ones, None when there are none."""

    kind: str
    entries: list[ShownTrashEntry]
    next: str | None


def by_kind(access: Access) -> list[TrashGroup]:
    """Every kind that has entries. Four statements."""
    return [group for group in (of_kind(access, kind) for kind in KINDS) if group.entries]


def of_kind(access: Access, kind: str, cursor: str = "") -> TrashGroup:
    """One kind, after a cursor. One statement. Raises BadRequest for a cursor of another list."""
    keyset = Keyset(NEWEST_FIRST, f"{access.workspace_id}?trash&kind={kind}")
    after, position = keyset.after(cursor)
    order_and_limit, of = keyset.order_and_limit(SHOWN), TRASH_KINDS[kind]
    columns = (of.title, of.key, of.status, of.colour, of.home, of.brings, id_text(of.author))
    sql = of.newest(*columns, deleted_by(), after=after, order_and_limit=order_and_limit) + order_and_limit
    workspace = id_value(access.workspace_id)
    page = keyset.page_of(fetch(sql, [workspace, workspace, *position]), lambda row: _entry(access, row), SHOWN)
    return TrashGroup(kind, page.rows, page.next)


def _entry(access: Access, row: tuple[Any, ...]) -> ShownTrashEntry:
    at, identifier, title, key, status, colour, home, brings, author, by = row
    deleted_at = as_moment(at)
    return {
        "id": as_id(str(identifier)),
        "title": title,
        "key": key,
        "status": status,
        "colour": colour,
        "home": home,
        "brings": brings,
        "deleted_at": deleted_at.astimezone(ZoneInfo(access.user.timezone)),
        "days_left": days_left(access, deleted_at),
        "author_id": as_id_or_none(author),
        "by": by or "",
    }


def days_left(access: Access, deleted_at: datetime) -> int:
    """Days of the caller's calendar until the purge, at least 0: 30 on the day of the deletion."""
    return max(0, TRASH_DAYS - (today(access) - day_of(access, deleted_at)).days)
