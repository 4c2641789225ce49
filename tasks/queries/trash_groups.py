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
from tasks.commands.trash import TRASH_DAYS
from tasks.queries.engine import Row, as_id, as_moment, id_text, id_value, rows
from tasks.queries.today import day_of, today

SHOWN = 200

# One line for every kind: id, title, key, status, colour, what it belonged to, how many tasks it brings back, when it
# was thrown away, whose comment it is.
_SOURCES = {
    "project": """SELECT {id}, x.name, x.key, '', x.colour, '',
  (SELECT count(*) FROM tasks_task b WHERE b.workspace_id = %s AND b.project_id = x.id AND b.deleted_at IS NULL),
  x.deleted_at, NULL
FROM tasks_project x WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL""",
    "task": """SELECT {id}, x.title, p.key || '-' || x.number, x.status, p.colour, p.name,
  (SELECT count(*) FROM tasks_task b WHERE b.workspace_id = %s AND b.parent_id = x.id AND b.deleted_at = x.deleted_at),
  x.deleted_at, NULL
FROM tasks_task x JOIN tasks_project p ON p.workspace_id = x.workspace_id AND p.id = x.project_id
  LEFT JOIN tasks_task above ON above.workspace_id = x.workspace_id AND above.id = x.parent_id
WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL AND p.deleted_at IS NULL
  AND (above.deleted_at IS NULL OR above.deleted_at <> x.deleted_at)""",
    "comment": """SELECT {id}, x.body, p.key || '-' || t.number, '', p.colour, t.title, 0, x.deleted_at, {author}
FROM tasks_comment x JOIN tasks_task t ON t.workspace_id = x.workspace_id AND t.id = x.task_id
  JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL AND t.deleted_at IS NULL AND p.deleted_at IS NULL""",
    "label": """SELECT {id}, x.name, '', '', x.colour, '', 0, x.deleted_at, NULL
FROM tasks_label x WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL""",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind, the newest first; `more` when there are others beyond SHOWN."""

    kind: str
    entries: list[Row]
    more: bool


def groups(access: Access) -> list[Group]:
    """Every kind that has something: id, title, key, status, colour, home, brings, deleted_at, by, batch, days_left.

    `home` names the project of a task and the task of a comment; `brings` counts the tasks that come back with it;
    `batch` is what threw it away; `author_id` is whose comment it is. Five statements.
    """
    found = [Group(kind, *_entries(access, kind)) for kind in _SOURCES]
    _name_who(access, [entry for group in found for entry in group.entries])
    return [group for group in found if group.entries]


def _entries(access: Access, kind: str) -> tuple[list[Row], bool]:
    workspace = id_value(access.workspace_id)
    sql = _SOURCES[kind].format(id=id_text("x.id"), author=id_text("x.author_id"))
    source = [workspace] * sql.count("%s")
    _, found = rows(f"{sql}\nORDER BY x.deleted_at DESC, x.id DESC LIMIT {SHOWN + 1}", source)
    return [_entry(access, *row) for row in found[:SHOWN]], len(found) > SHOWN


def _entry(access: Access, *found: Any) -> Row:
    identifier, title, key, status, colour, home, brings, at, author = found
    deleted_at = as_moment(at)
    assert deleted_at is not None
    return {
        "id": as_id(identifier),
        "title": title,
        "key": key,
        "status": status,
        "colour": colour,
        "home": home,
        "brings": brings,
        "deleted_at": deleted_at.astimezone(ZoneInfo(access.user.timezone)),
        "days_left": days_left(access, deleted_at),
        "author_id": as_id(author),
        "by": "",
        "batch": None,
    }


def days_left(access: Access, deleted_at: datetime) -> int:
    """Days of the person's calendar until the purge, at least 0: 30 on the day it was thrown away."""
    return max(0, TRASH_DAYS - (today(access) - day_of(access, deleted_at)).days)


def _name_who(access: Access, entries: list[Row]) -> None:
    """Who threw each entry away and in which batch, from the log. One statement.

    What an import brought in its trash was never thrown away: there it is who imported it.
    """
    if not entries:
        return
    marks = ", ".join(["%s"] * len(entries))
    sql = f"""
SELECT {id_text("c.object_id")}, COALESCE(u.name, c.actor_name), {id_text("c.batch")}
FROM primetrade_change c LEFT JOIN accounts_user u ON u.id = c.actor_id
WHERE c.workspace_id = %s AND c.object_id IN ({marks}) AND c.verb IN ('deleted', 'created')
ORDER BY c.seq, c.n"""
    _, found = rows(sql, [id_value(access.workspace_id), *(id_value(entry["id"]) for entry in entries)])
    last = {as_id(identifier): (name, as_id(batch)) for identifier, name, batch in found}
    for entry in entries:
        entry["by"], entry["batch"] = last.get(entry["id"], ("", None))
