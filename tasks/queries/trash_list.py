"""The trash as one list, latest first: projects, tasks (each with its subtasks), comments and labels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypedDict

from accounts.access import Access
from primetrade.sql import as_id, as_moment, fetch, id_value
from tasks.models.retention import TRASH_DAYS
from tasks.queries.sql.keyset import Keyset, KeysetPage
from tasks.queries.sql.trash_kinds import NEWEST_FIRST, TRASH_KINDS, deleted_by

COMMENT_CHARACTERS = 120


class TrashEntry(TypedDict):
    """`title` is also the name of a label or project, or the beginning of a comment. A label's `key` is empty."""

    id: str
    kind: str
    key: str
    title: str
    deleted_at: datetime
    deleted_by: str | None
    purge_at: datetime


def entries(access: Access, *, limit: int = 50, cursor: str = "") -> KeysetPage[TrashEntry]:
    """Everything that can be restored. One statement. Raises BadRequest for a cursor of another list."""
    workspace = id_value(access.workspace_id)
    keyset = Keyset(NEWEST_FIRST, f"{access.workspace_id}?trash")
    after, position = keyset.after(cursor)
    order_and_limit = keyset.order_and_limit(limit)
    every_kind = "\n  UNION ALL\n".join(
        kind.newest(
            f"'{name}' AS kind",
            f"{kind.key} AS key",
            f"{kind.title} AS title",
            after=after,
            order_and_limit=order_and_limit,
        )
        for name, kind in TRASH_KINDS.items()
    )
    sql = f"""
SELECT x.deleted_at, x.id, x.kind, x.key, x.title, {deleted_by()}
FROM (
  SELECT * FROM (
{every_kind}
  ) x{order_and_limit}
) x{order_and_limit}"""
    rows = fetch(sql, [workspace, *[workspace, *position] * len(TRASH_KINDS)])
    return keyset.page_of(rows, _entry, limit)


def _entry(row: tuple[Any, ...]) -> TrashEntry:
    at, identifier, kind, key, title, by = row
    deleted_at = as_moment(at)
    return {
        "id": as_id(str(identifier)),
        "kind": kind,
        "key": key,
        "title": title[:COMMENT_CHARACTERS] if kind == "comment" else title,
        "deleted_at": deleted_at,
        "deleted_by": by,
        "purge_at": deleted_at + timedelta(days=TRASH_DAYS),
    }
