"""What people said about a task, oldest first.

A row: id, author {id, name} (id null: someone who is not here), body (Markdown), version, created_at, edited_at.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade.errors import NotFound
from tasks.queries.engine import Row, as_id, as_moment, id_value, rows
from tasks.queries.keyset import Keyset, Page

_SQL = """
SELECT c.created_at, c.id, c.author_id, COALESCE(u.name, c.author_name), c.body, c.version, c.edited_at
FROM tasks_comment c LEFT JOIN accounts_user u ON u.id = c.author_id
WHERE c.workspace_id = %s AND c.task_id = %s AND c.deleted_at IS NULL"""


def of_task(access: Access, task: UUID | str, *, limit: int = 50, cursor: str = "") -> Page:
    """The comments of a task that is there (the caller has looked). One statement. Raises BadRequest."""
    order = Keyset("c.created_at", "c.id", f"{access.workspace_id}?comments={task}")
    return order.page(_SQL, [id_value(access.workspace_id), id_value(task)], _row, limit=limit, cursor=cursor)


def comment(access: Access, task: UUID | str, which: UUID | str) -> Row:
    """One comment of this task. One statement. Raises NotFound."""
    values = [id_value(access.workspace_id), id_value(task), id_value(which)]
    _, found = rows(f"{_SQL} AND c.id = %s", values)
    if not found:
        raise NotFound("There is no such comment here.")
    return _row(found[0])


def _row(found: tuple[Any, ...]) -> Row:
    created_at, identifier, author_id, author_name, body, version, edited_at = found
    return {
        "id": as_id(str(identifier)),
        "author": {"id": as_id(str(author_id)) if author_id else None, "name": author_name},
        "body": body,
        "version": version,
        "created_at": as_moment(created_at),
        "edited_at": as_moment(edited_at),
    }
