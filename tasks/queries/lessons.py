"""The tasks of the small tutorial project that a new workspace begins with (tasks/commands/starter_content.py)."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from accounts.access import Access
from primetrade.sql import as_id, fetch, id_text, id_value

TEACHING_KEY = "GO"
SHOWN = 12


class ListedLesson(TypedDict):
    """`url`: as in ListedTask."""

    id: str
    key: str
    number: int
    title: str
    description: str
    status: str
    url: NotRequired[str]


def lessons(access: Access) -> list[ListedLesson]:
    """The lessons by number. Empty once the project is gone. One statement."""
    workspace = id_value(access.workspace_id)
    sql = f"""
SELECT {id_text("t.id")}, p.key || '-' || t.number, t.number, t.title, t.description, t.status
FROM tasks_project p JOIN tasks_task t ON t.workspace_id = p.workspace_id AND t.project_id = p.id
WHERE p.workspace_id = %s AND p.key = %s AND p.deleted_at IS NULL
  AND t.workspace_id = %s AND t.deleted_at IS NULL AND t.parent_id IS NULL
ORDER BY t.number LIMIT {SHOWN}"""
    return [
        {
            "id": as_id(identifier),
            "key": key,
            "number": number,
            "title": title,
            "description": description,
            "status": status,
        }
        for identifier, key, number, title, description, status in fetch(sql, [workspace, TEACHING_KEY, workspace])
    ]
