"""The comments of a task, oldest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from accounts.access import Access
from primetrade.errors import NotFound
from primetrade.sql import as_id, as_moment, as_moment_or_none, fetch, fetch_one, id_text, id_value
from tasks.models import Comment
from tasks.queries.sql import named_people
from tasks.queries.sql.keyset import Keyset, KeysetPage
from tasks.queries.sql.order import Order

_OLDEST_FIRST = Order("c.created_at", "c.id")


class ListedComment(TypedDict):
    """`body` is Markdown."""

    id: str
    author: named_people.NamedPerson
    body: str
    version: int
    created_at: datetime
    edited_at: datetime | None


def of_task(access: Access, task: UUID | str, *, limit: int = 50, cursor: str = "") -> KeysetPage[ListedComment]:
    """The comments of a task, which the caller has looked up. One statement. Raises BadRequest."""
    keyset = Keyset(_OLDEST_FIRST, f"{access.workspace_id}?comments={task}")
    return keyset.page(_sql(), [id_value(access.workspace_id), id_value(task)], _comment, limit=limit, cursor=cursor)


def comment(access: Access, task: UUID | str, which: UUID | str) -> ListedComment:
    """One comment of this task. One statement. Raises NotFound."""
    values = [id_value(access.workspace_id), id_value(task), id_value(which)]
    row = fetch_one(f"{_sql()} AND c.id = %s", values)
    if row is None:
        raise NotFound("There is no such comment here.")
    return _comment(row)


def own_in_trash(access: Access, task: UUID | str, which: UUID | str) -> bool:
    """Whether one of the caller's own comments on this task is in the trash. One statement."""
    rows = Comment.objects.of(access).filter(id=which, task_id=task, author_id=access.user.id, deleted_at__isnull=False)
    return bool(rows.exists())


def newest(access: Access, task: UUID | str, limit: int) -> list[ListedComment]:
    """The latest comments of a task, newest first. One statement."""
    sql = f"{_sql()} ORDER BY {_OLDEST_FIRST.in_direction(descending=True).by} LIMIT {limit}"
    return [_comment(row) for row in fetch(sql, [id_value(access.workspace_id), id_value(task)])]


def _sql() -> str:
    return f"""
SELECT c.created_at, {id_text("c.id")}, c.body, c.version, c.edited_at, {", ".join(named_people.of_author().values())}
FROM tasks_comment c LEFT JOIN accounts_user u ON u.id = c.author_id
WHERE c.workspace_id = %s AND c.task_id = %s AND c.deleted_at IS NULL"""


def _comment(row: tuple[Any, ...]) -> ListedComment:
    created_at, identifier, body, version, edited_at, *author = row
    return {
        "id": as_id(identifier),
        "author": named_people.as_person(*author),
        "body": body,
        "version": version,
        "created_at": as_moment(created_at),
        "edited_at": as_moment_or_none(edited_at),
    }
