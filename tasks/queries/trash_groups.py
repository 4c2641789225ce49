"""The trash as its page shows it: by kind, with who threw each thing away, and how long it stays.

What comes back with something else (a subtask with its task, a task with its project, a comment with its task) has no
line of its own. trash.py has the plain list of what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.sql import as_id, as_id_or_none, as_moment, fetch, id_text, id_value
from tasks.models.trash import TRASH_DAYS
from tasks.queries.sql.keyset import Keyset
from tasks.queries.sql.trash import NEWEST_FIRST, TRASH_KINDS, last_change
from tasks.queries.today import day_of, today

SHOWN = 50
KINDS = tuple(TRASH_KINDS)


class ShownEntry(TypedDict):
    """`home` names the project of a task and the task of a comment; `brings` counts the tasks that come back with it;
    `author_id` is whose comment it is. `deleted_at` is in the person's zone, `by` empty when nobody knows.
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
class Group:
    """Entries of one kind, the newest first, and the cursor of those before them, if there are any."""

    kind: str
    entries: list[ShownEntry]
    next: str | None


def groups(access: Access) -> list[Group]:
    """Every kind that has something. Four statements."""
    return [found for found in (earlier(access, kind) for kind in KINDS) if found.entries]


def earlier(access: Access, kind: str, cursor: str = "") -> Group:
    """One kind, behind a cursor. One statement. Raises BadRequest for a cursor of another list."""
    keyset = Keyset(NEWEST_FIRST, f"{access.workspace_id}?trash&kind={kind}")
    behind, position = keyset.behind(cursor)
    ending, of = keyset.ending(SHOWN), TRASH_KINDS[kind]
    said = (of.title, of.key, of.status, of.colour, of.home, of.brings, id_text(of.author))
    # What an import brought in its trash was never thrown away: there it is who imported it.
    by = last_change("COALESCE(u.name, c.actor_name)", "deleted", "created")
    sql = of.newest(*said, by, behind=behind, ending=ending, only_reachable=True) + ending
    workspace = id_value(access.workspace_id)
    page = keyset.cut(fetch(sql, [workspace, workspace, *position]), lambda row: _entry(access, row), SHOWN)
    return Group(kind, page.rows, page.next)


def _entry(access: Access, found: tuple[Any, ...]) -> ShownEntry:
    at, identifier, title, key, status, colour, home, brings, author, by = found
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
    """Days of the person's calendar until the purge, at least 0: 30 on the day it was thrown away."""
    return max(0, TRASH_DAYS - (today(access) - day_of(access, deleted_at)).days)
