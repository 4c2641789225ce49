"""Projects of a workspace with how much is open in each, and the tasks of one for the first page."""

from __future__ import annotations

from typing import Any

from accounts.access import Access
from tasks.queries.engine import Row, as_id, as_moment, id_text, id_value, rows

_COUNTS = """
  (SELECT count(*) FROM tasks_task t WHERE t.workspace_id = %s AND t.project_id = p.id AND t.deleted_at IS NULL
    AND t.completed_at IS NULL) AS open_count,
  (SELECT count(*) FROM tasks_task t WHERE t.workspace_id = %s AND t.project_id = p.id AND t.deleted_at IS NULL
    AND t.status = 'completed') AS completed_count"""


def all_projects(access: Access) -> list[Row]:
    """Every project but the Inbox and those in the trash, by name: id, key, name, colour, description, archived_at,
    open_count, completed_count. One statement.
    """
    workspace = id_value(access.workspace_id)
    sql = f"""
SELECT {id_text("p.id")}, p.key, p.name, p.colour, p.description, p.archived_at, {_COUNTS}
FROM tasks_project p
WHERE p.workspace_id = %s AND p.deleted_at IS NULL AND NOT p.is_inbox
ORDER BY lower(p.name), p.id"""
    _, found = rows(sql, [workspace, workspace, workspace])
    names = ("id", "key", "name", "colour", "description", "archived_at", "open_count", "completed_count")
    return [_read(dict(zip(names, row, strict=True))) for row in found]


def _read(row: dict[str, Any]) -> Row:
    return row | {"id": as_id(row["id"]), "archived_at": as_moment(row["archived_at"])}


def lessons(access: Access) -> list[Row]:
    """The tasks of the project that teaches by doing, in order: id, key, number, title, description, status, version.

    Empty once that project is gone. One statement.
    """
    workspace = id_value(access.workspace_id)
    sql = f"""
SELECT {id_text("t.id")}, p.key || '-' || t.number, t.number, t.title, t.description, t.status, t.version
FROM tasks_project p JOIN tasks_task t ON t.workspace_id = p.workspace_id AND t.project_id = p.id
WHERE p.workspace_id = %s AND p.key = %s AND p.deleted_at IS NULL
  AND t.workspace_id = %s AND t.deleted_at IS NULL AND t.parent_id IS NULL
ORDER BY t.number LIMIT 12"""
    _, found = rows(sql, [workspace, TEACHING_KEY, workspace])
    names = ("id", "key", "number", "title", "description", "status", "version")
    return [dict(zip(names, row, strict=True)) | {"id": as_id(row[0])} for row in found]


TEACHING_KEY = "GO"  # tasks/commands/welcome.py
