"""What is in the trash, latest first: projects, tasks (their subtasks went with them) and comments.

A row: id, kind ("project", "task", "comment"), key, title, deleted_at, deleted_by, purge_at.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.access import Access
from tasks.commands.trash import TRASH_DAYS
from tasks.queries.engine import Row, as_id, as_moment, id_value
from tasks.queries.keyset import Keyset, Page

COMMENT_CHARACTERS = 120

_ENTRIES = f"""
  SELECT p.id, 'project' AS kind, p.key AS key, p.name AS title, p.deleted_at
  FROM tasks_project p
  WHERE p.workspace_id = %s AND p.deleted_at IS NOT NULL
UNION ALL
  SELECT t.id, 'task', p.key || '-' || t.number, t.title, t.deleted_at
  FROM tasks_task t
  JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
  LEFT JOIN tasks_task a ON a.workspace_id = t.workspace_id AND a.id = t.parent_id
  WHERE t.workspace_id = %s AND t.deleted_at IS NOT NULL
    AND (a.id IS NULL OR a.deleted_at IS NULL OR a.deleted_at <> t.deleted_at)
UNION ALL
  SELECT c.id, 'comment', p.key || '-' || t.number, substr(c.body, 1, {COMMENT_CHARACTERS}), c.deleted_at
  FROM tasks_comment c
  JOIN tasks_task t ON t.workspace_id = c.workspace_id AND t.id = c.task_id
  JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
  WHERE c.workspace_id = %s AND c.deleted_at IS NOT NULL"""

_WHO = """(SELECT h.actor_name FROM primetrade_change h WHERE h.workspace_id = %s AND h.object_id = e.id
  AND h.verb = 'deleted' ORDER BY h.seq DESC, h.n DESC LIMIT 1)"""


def entries(access: Access, *, limit: int = 50, cursor: str = "") -> Page:
    """What can be restored. One statement. Raises BadRequest for a cursor of another list."""
    workspace = id_value(access.workspace_id)
    sql = f"SELECT e.deleted_at, e.id, e.kind, e.key, e.title, {_WHO} FROM ({_ENTRIES}) e WHERE TRUE"
    order = Keyset("e.deleted_at", "e.id", f"{access.workspace_id}?trash", descending=True)
    return order.page(sql, [workspace] * 4, _row, limit=limit, cursor=cursor)


def _row(found: tuple[Any, ...]) -> Row:
    deleted_at, identifier, kind, key, title, who = found
    moment = as_moment(deleted_at)
    assert isinstance(moment, datetime)
    return {
        "id": as_id(str(identifier)),
        "kind": kind,
        "key": key,
        "title": title,
        "deleted_at": moment,
        "deleted_by": who,
        "purge_at": moment + timedelta(days=TRASH_DAYS),
    }
