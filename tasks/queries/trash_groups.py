"""The trash as its page shows it: by kind, with who threw each thing away, and how long it stays.

What comes back with something else (a subtask with its task, a task with its project, a comment with its task) has no
line of its own. trash.py has the plain list of what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.sql import as_id, as_id_or_none, as_moment, fetch, id_text, id_value
from tasks.models.trash import TRASH_DAYS
from tasks.queries.sql.keyset import Keyset
from tasks.queries.sql.order import Order
from tasks.queries.today import day_of, today
from tasks.queries.trash import WENT_BY_ITSELF

SHOWN = 50

# What an import brought in its trash was never thrown away: there it is who imported it. The signs: see trash.py.
_LAST = """(
    SELECT {} FROM primetrade_change c LEFT JOIN accounts_user u ON u.id = c.actor_id
    WHERE c.workspace_id = x.workspace_id AND c.object_id = x.id AND c.verb IN ('deleted', 'created')
    ORDER BY +c.seq DESC, +c.n DESC LIMIT 1
  )"""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the entries `x` of a kind are, and what is said of each: title, key, status, colour, what it belonged to,
    how many tasks it brings back, whose comment it is.
    """

    table: str
    entry: str
    condition: str = "TRUE"
    joins: str = ""

    def statement(self, after: str, ending: str) -> str:
        """The page first, along the index, then what belongs to its few rows. The condition asks in subqueries: a join
        would let a planner begin elsewhere. They say true or false, which PostgreSQL takes for half of the rows; of a
        comparison it expects so few that it would sort the whole trash.
        """
        return f"""
SELECT x.deleted_at, x.id, {self.entry},
  {_LAST.format("COALESCE(u.name, c.actor_name)")},
  {_LAST.format(id_text("c.batch"))}
FROM (
  SELECT x.* FROM {self.table} x
  WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL AND {self.condition}{after}{ending}
) x {self.joins}{ending}"""


_SOURCES = {
    "project": _Source(
        "tasks_project",
        """x.name, x.key, '', x.colour, '', (
    SELECT count(*) FROM tasks_task b
    WHERE b.workspace_id = x.workspace_id AND b.project_id = x.id AND b.deleted_at IS NULL
  ), NULL""",
    ),
    "task": _Source(
        "tasks_task",
        """x.title, p.key || '-' || x.number, x.status, p.colour, p.name, (
    SELECT count(*) FROM tasks_task b
    WHERE b.workspace_id = x.workspace_id AND b.parent_id = x.id AND b.deleted_at = x.deleted_at
  ), NULL""",
        f"""{WENT_BY_ITSELF} AND (
      SELECT p.deleted_at IS NULL FROM tasks_project p WHERE p.workspace_id = x.workspace_id AND p.id = x.project_id
    )""",
        "JOIN tasks_project p ON p.workspace_id = x.workspace_id AND p.id = x.project_id",
    ),
    "comment": _Source(
        "tasks_comment",
        "x.body, p.key || '-' || t.number, '', p.colour, t.title, 0, {author}",
        """(
      SELECT COALESCE(t.deleted_at, p.deleted_at) IS NULL
      FROM tasks_task t JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
      WHERE t.workspace_id = x.workspace_id AND t.id = x.task_id
    )""",
        """JOIN tasks_task t ON t.workspace_id = x.workspace_id AND t.id = x.task_id
  JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id""",
    ),
    "label": _Source("tasks_label", "x.name, '', '', x.colour, '', 0, NULL"),
}
KINDS = tuple(_SOURCES)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind, the newest first, and the cursor of those before them, if there are any."""

    kind: str
    entries: list[dict[str, Any]]
    next: str | None


def groups(access: Access) -> list[Group]:
    """Every kind that has something: id, title, key, status, colour, home, brings, deleted_at, by, batch, days_left.

    `home` names the project of a task and the task of a comment; `brings` counts the tasks that come back with it;
    `batch` is what threw it away; `author_id` is whose comment it is. Four statements.
    """
    return [found for found in (earlier(access, kind) for kind in KINDS) if found.entries]


def earlier(access: Access, kind: str, cursor: str = "") -> Group:
    """One kind, behind a cursor. One statement. Raises BadRequest for a cursor of another list."""
    order = Keyset(Order("x.deleted_at", "x.id", descending=True), f"{access.workspace_id}?trash&kind={kind}")
    after, position = order.behind(cursor)
    sql = _SOURCES[kind].statement(after, order.ending(SHOWN)).format(author=id_text("x.author_id"))
    found = fetch(sql, [id_value(access.workspace_id), *position])
    page = order.cut(found, lambda row: _entry(access, *row), SHOWN)
    return Group(kind, page.rows, page.next)


def _entry(access: Access, *found: Any) -> dict[str, Any]:
    at, identifier, title, key, status, colour, home, brings, author, by, batch = found
    deleted_at = as_moment(at)
    assert deleted_at is not None
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
        "batch": as_id_or_none(batch),
    }


def days_left(access: Access, deleted_at: datetime) -> int:
    """Days of the person's calendar until the purge, at least 0: 30 on the day it was thrown away."""
    return max(0, TRASH_DAYS - (today(access) - day_of(access, deleted_at)).days)
