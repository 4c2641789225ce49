"""The projects of the rail with how much is open in each, in one statement.

It stands on every page, so it counts no further than COUNT_LIMIT, along one index of what is open, and finds a person's
own tasks from their assignments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

from accounts.access import Access
from primetrade.sql import fetch, id_value
from tasks.queries.sql.conditions import NOT_ARCHIVED, OPEN, PROJECT_NOT_TRASHED

COUNT_LIMIT = 99
PROJECTS_SHOWN = 50

_PRESENT = f"{PROJECT_NOT_TRASHED} AND {NOT_ARCHIVED}"


class RailProject(TypedDict):
    key: str
    name: str
    colour: str
    open_count: str


@dataclass(frozen=True, slots=True)
class Rail:
    """Counts are words: "12", "99+", or "" for none. The Inbox is none of the projects."""

    projects: list[RailProject]
    inbox_key: str
    inbox_count: str
    my_work_count: str


def rail(access: Access) -> Rail:
    """What the rail of a workspace shows to a person. One statement; subtasks are counted with their parent."""
    mine, values = _mine(access)
    sql = f"""
SELECT p.key, p.name, p.colour, p.is_inbox, (
    SELECT count(*) FROM (
      SELECT 1 FROM tasks_task t
      WHERE t.workspace_id = p.workspace_id AND t.project_id = p.id AND {OPEN} AND t.parent_id IS NULL
      ORDER BY t.parent_id LIMIT {COUNT_LIMIT + 1}
    ) counted
  ), {mine}
FROM (
  SELECT * FROM tasks_project p
  WHERE p.workspace_id = %s AND {_PRESENT}
  ORDER BY p.is_inbox DESC, lower(p.name), p.id LIMIT {PROJECTS_SHOWN + 1}
) p
ORDER BY p.is_inbox DESC, lower(p.name), p.id"""
    found = fetch(sql, [*values, id_value(access.workspace_id)])
    projects: list[RailProject] = [
        {"key": key, "name": name, "colour": colour, "open_count": _words(count)}
        for key, name, colour, is_inbox, count, _mine in found
        if not is_inbox
    ]
    inbox = next((row for row in found if row[3]), None)
    return Rail(
        projects,
        inbox[0] if inbox else "",
        _words(inbox[4]) if inbox else "",
        _words(found[0][5]) if found else "",
    )


_PROJECT = f"""(
          SELECT 1 FROM tasks_project p WHERE p.workspace_id = t.workspace_id AND p.id = t.project_id AND {_PRESENT}
        ) = 1"""

# A person's assignments, each asked for its task. A subquery for one value, unlike a join or EXISTS, leaves a planner
# no other beginning; and COALESCE no other index than that of the ids, where one of open tasks may look as good to it.
_ASSIGNED = f"""(
    SELECT count(*) FROM (
      SELECT 1 FROM tasks_taskassignee fa
      WHERE fa.workspace_id = %s AND fa.user_id = %s AND (
        SELECT 1 FROM tasks_task t
        WHERE t.workspace_id = fa.workspace_id AND t.id = fa.task_id
          AND COALESCE(t.deleted_at, t.completed_at) IS NULL AND {_PROJECT}
      ) = 1 LIMIT {{limit}}
    ) counted
  )"""
_NOBODYS = f"""(
    SELECT count(*) FROM (
      SELECT 1 FROM tasks_task t
      WHERE t.workspace_id = %s AND {OPEN} AND {_PROJECT} AND (
        SELECT 1 FROM tasks_taskassignee na WHERE na.workspace_id = t.workspace_id AND na.task_id = t.id LIMIT 1
      ) IS NULL LIMIT {{limit}}
    ) counted
  )"""


def _mine(access: Access) -> tuple[str, list[Any]]:
    """How many tasks my_work.py's `mine` finds, and the values: in one's personal workspace nobody's are mine, too."""
    workspace = id_value(access.workspace_id)
    values = [workspace, id_value(access.user.id)]
    sql = _ASSIGNED
    if access.user.personal_workspace_id == access.workspace_id:
        sql, values = f"{_ASSIGNED} + {_NOBODYS}", [*values, workspace]
    return sql.format(limit=COUNT_LIMIT + 1), values


def _words(count: int) -> str:
    return f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count or "")
