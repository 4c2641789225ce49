"""What people said about a task, oldest first.

A row: id, author (a person: claims.py), body (Markdown), version, created_at, edited_at.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade.errors import NotFound
from tasks.queries import claims
from tasks.queries.engine import Row, as_id, as_moment, id_value, rows
from tasks.queries.keyset import Keyset, Page


def of_task(access: Access, task: UUID | str, *, limit: int = 50, cursor: str = "") -> Page:
    """The comments of a task that is there (the caller has looked). One statement. Raises BadRequest."""
    order = Keyset("c.created_at", "c.id", f"{access.workspace_id}?comments={task}")
    return order.page(_sql(), [id_value(access.workspace_id), id_value(task)], _row, limit=limit, cursor=cursor)


def comment(access: Access, task: UUID | str, which: UUID | str) -> Row:
    """One comment of this task. One statement. Raises NotFound."""
    values = [id_value(access.workspace_id), id_value(task), id_value(which)]
    _, found = rows(f"{_sql()} AND c.id = %s", values)
    if not found:
        raise NotFound("There is no such comment here.")
    return _row(found[0])


def newest(access: Access, task: UUID | str, limit: int) -> list[Row]:
    """The newest comments of a task that is there, newest first. One statement."""
    sql = f"{_sql()} ORDER BY c.created_at DESC, c.id DESC LIMIT {limit}"
    return [_row(found) for found in rows(sql, [id_value(access.workspace_id), id_value(task)])[1]]


def _sql() -> str:
    return f"""
SELECT c.created_at, c.id, c.body, c.version, c.edited_at, {", ".join(claims.of_author().values())}
FROM tasks_comment c LEFT JOIN accounts_user u ON u.id = c.author_id
WHERE c.workspace_id = %s AND c.task_id = %s AND c.deleted_at IS NULL"""


def _row(found: tuple[Any, ...]) -> Row:
    created_at, identifier, body, version, edited_at, *author = found
    return {
        "id": as_id(str(identifier)),
        "author": claims.as_person(*author),
        "body": body,
        "version": version,
        "created_at": as_moment(created_at),
        "edited_at": as_moment(edited_at),
    }
