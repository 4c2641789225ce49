"""The tasks of the small project that teaches by doing (tasks/commands/welcome.py)."""

from __future__ import annotations

from accounts.access import Access
from tasks.queries.engine import Row, as_id, id_text, id_value, rows

TEACHING_KEY = "GO"
SHOWN = 12


def lessons(access: Access) -> list[Row]:
    """In their order: id, key, number, title, description, status. Empty once that project is gone. One statement."""
    workspace = id_value(access.workspace_id)
    sql = f"""
SELECT {id_text("t.id")}, p.key || '-' || t.number, t.number, t.title, t.description, t.status
FROM tasks_project p JOIN tasks_task t ON t.workspace_id = p.workspace_id AND t.project_id = p.id
WHERE p.workspace_id = %s AND p.key = %s AND p.deleted_at IS NULL
  AND t.workspace_id = %s AND t.deleted_at IS NULL AND t.parent_id IS NULL
ORDER BY t.number LIMIT {SHOWN}"""
    _, found = rows(sql, [workspace, TEACHING_KEY, workspace])
    names = ("id", "key", "number", "title", "description", "status")
    return [dict(zip(names, row, strict=True)) | {"id": as_id(row[0])} for row in found]
