"""One task with everything its page shows: the row of lists (rows.py), its words, its neighbours, what is below it.

Beyond a row's names, a task here has: description, created_by, source (of which import's file it came, or None),
deleted_at, project_archived, project_deleted, parent {id, key, title, status} or None, previous and next (keys within
the project, or None).
"""

from __future__ import annotations

import re
from typing import Any

from accounts.access import Access
from primetrade.errors import NotFound
from tasks.models import OldTaskKey
from tasks.queries import rows as task_rows
from tasks.queries.engine import Reader, Row, as_id, as_json, as_moment, id_text, id_value, on_postgresql, rows, same

SUBTASK_LIMIT = 200
_KEY = re.compile(r"^([A-Z][A-Z0-9]{1,9})-([1-9][0-9]{0,8})$")
_ID = re.compile(r"^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$", re.IGNORECASE)

_SOURCE = "tasks_task t JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id"
_READERS: dict[str, Reader] = {
    "description": same,
    "created_by": same,
    "source": same,
    "deleted_at": as_moment,
    "project_archived": bool,
    "project_deleted": bool,
    "parent": as_json,
    "previous": same,
    "next": same,
}


def task(access: Access, which: str) -> Row:
    """One task by key or id, trashed ones too. One statement. Raises NotFound."""
    key = _KEY.match(which)
    if key:
        condition, values = "p.key = %s AND t.number = %s", [key[1], int(key[2])]
    elif _ID.match(which):
        condition, values = "t.id = %s", [id_value(which)]
    else:
        raise NotFound("There is no such task here.")
    names, found = rows(*_statement(access, condition, values))
    if not found:
        raise NotFound("There is no such task here.")
    row = task_rows.read(names, found[0], _READERS)
    if row["parent"]:
        row["parent"]["id"] = as_id(row["parent"]["id"])
    return row


def new_key(access: Access, key: str) -> str | None:
    """The key that an old one leads to now, in any spelling of case; None when there was never such a task."""
    match = _KEY.match(key.upper())
    if match is None:
        return None
    old = OldTaskKey.objects.of(access).filter(project__key=match[1], number=int(match[2]))
    found = old.values_list("task__project__key", "task__number").first()
    return f"{found[0]}-{found[1]}" if found else None


def subtasks(access: Access, parent: Row) -> list[Row]:
    """What stands right below a task, oldest first. One statement."""
    select, values = task_rows.columns(access.workspace_id)
    workspace = id_value(access.workspace_id)
    names, found = rows(
        f"""
SELECT {select}
FROM (
  SELECT {task_rows.PAGE_COLUMNS} FROM {_SOURCE}
  WHERE t.workspace_id = %s AND p.workspace_id = %s AND t.parent_id = %s AND t.deleted_at IS NULL
  ORDER BY t.number LIMIT {SUBTASK_LIMIT}
) t
ORDER BY t.number""",
        [*values, workspace, workspace, id_value(parent["id"])],
    )
    return [task_rows.read(names, row) for row in found]


def _statement(access: Access, condition: str, given: list[Any]) -> tuple[str, list[Any]]:
    select, values = task_rows.columns(access.workspace_id)
    workspace = id_value(access.workspace_id)
    neighbour = (
        "(SELECT t.project_key || '-' || {pick}(n.number) FROM tasks_task n WHERE n.workspace_id = %s "
        "AND n.project_id = t.project_id AND n.number {beyond} t.number AND n.deleted_at IS NULL)"
    )
    sql = f"""
SELECT {select},
  t.description, t.created_by, NULLIF(t.external_source, '') AS source, t.deleted_at, t.project_archived,
  t.project_deleted,
  {_parent()} AS parent,
  {neighbour.format(pick="max", beyond="<")} AS previous,
  {neighbour.format(pick="min", beyond=">")} AS next
FROM (
  SELECT {task_rows.PAGE_COLUMNS}, t.description, COALESCE(u.name, t.created_by_name) AS created_by, t.deleted_at,
    p.archived_at IS NOT NULL AS project_archived, p.deleted_at IS NOT NULL AS project_deleted
  FROM {_SOURCE} LEFT JOIN accounts_user u ON u.id = t.created_by_id
  WHERE t.workspace_id = %s AND p.workspace_id = %s AND {condition}
) t"""
    return sql, [*values, workspace, workspace, workspace, workspace, workspace, *given]


def _parent() -> str:
    """The parent as one JSON object."""
    make = "json_build_object" if on_postgresql() else "json_object"
    cast = "::text" if on_postgresql() else ""
    return (
        f"(SELECT {make}('id', {id_text('a.id')}, 'key', t.project_key || '-' || a.number, 'title', a.title, "
        f"'status', a.status){cast} FROM tasks_task a WHERE a.workspace_id = %s AND a.id = t.parent_id)"
    )
