"""The projects of the rail with their numbers of open tasks, in one statement.

The rail is on every page, so counting stops at COUNT_LIMIT. It reads along the index of open tasks, and a person's own
tasks from their assignments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

from accounts.access import Access
from primetrade.sql import fetch, id_value
from tasks.fields.task import ASSIGNEES
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
    """Counts are text: "12", "99+", or "" for none. The Inbox is not among `projects`."""

    projects: list[RailProject]
    inbox_key: str
    inbox_count: str
    my_work_count: str


def rail(access: Access) -> Rail:
    """The rail of a workspace for the caller. One statement."""
    mine, values = _mine(access)
    sql = f"""
SELECT p.key, p.name, p.colour, p.is_inbox, (
    SELECT count(*) FROM (
      SELECT 1 FROM tasks_task t
      WHERE t.workspace_id = p.workspace_id AND t.project_id = p.id AND {OPEN}
      ORDER BY t.parent_id LIMIT {COUNT_LIMIT + 1}
    ) counted
  ), {mine}
FROM (
  SELECT * FROM tasks_project p
  WHERE p.workspace_id = %s AND {_PRESENT}
  ORDER BY p.is_inbox DESC, p.name_sort_key, p.id LIMIT {PROJECTS_SHOWN + 1}
) p
ORDER BY p.is_inbox DESC, p.name_sort_key, p.id"""
    rows = fetch(sql, [*values, id_value(access.workspace_id)])
    projects: list[RailProject] = [
        {"key": key, "name": name, "colour": colour, "open_count": _as_text(count)}
        for key, name, colour, is_inbox, count, _mine in rows
        if not is_inbox
    ]
    inbox = next((row for row in rows if row[3]), None)
    return Rail(
        projects,
        inbox[0] if inbox else "",
        _as_text(inbox[4]) if inbox else "",
        _as_text(rows[0][5]) if rows else "",
    )


_PROJECT = f"""(
          SELECT 1 FROM tasks_project p WHERE p.workspace_id = t.workspace_id AND p.id = t.project_id AND {_PRESENT}
        ) = 1"""

# A person's assignments, and for each its task. With a scalar subquery, unlike a join or EXISTS, the planner can't
# start elsewhere. COALESCE keeps it off the index of open tasks, so that it finds the task by its id.
_ASSIGNED = f"""(
    SELECT count(*) FROM (
      SELECT 1 FROM {ASSIGNEES.table} fa
      WHERE fa.workspace_id = %s AND fa.{ASSIGNEES.column} = %s AND (
        SELECT 1 FROM tasks_task t
        WHERE t.workspace_id = fa.workspace_id AND t.id = fa.task_id
          AND COALESCE(t.deleted_at, t.completed_at) IS NULL AND {_PROJECT}
      ) = 1 LIMIT {COUNT_LIMIT + 1}
    ) counted
  )"""
_UNASSIGNED = f"""(
    SELECT count(*) FROM (
      SELECT 1 FROM tasks_task t
      WHERE t.workspace_id = %s AND {OPEN} AND {_PROJECT} AND (
        SELECT 1 FROM {ASSIGNEES.table} na WHERE na.workspace_id = t.workspace_id AND na.task_id = t.id LIMIT 1
      ) IS NULL LIMIT {COUNT_LIMIT + 1}
    ) counted
  )"""


def _mine(access: Access) -> tuple[str, list[Any]]:
    """SQL for the number of tasks that `mine` of my_work.py finds, and its values."""
    workspace = id_value(access.workspace_id)
    values = [workspace, id_value(access.user.id)]
    if access.user.personal_workspace_id == access.workspace_id:
        return f"{_ASSIGNED} + {_UNASSIGNED}", [*values, workspace]
    return _ASSIGNED, values


def _as_text(count: int) -> str:
    return f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count or "")
