"""One task with everything its page shows: its row in lists, description, parent, neighbours and subtasks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.access import Access
from primetrade.errors import NotFound
from primetrade.ids import is_id
from primetrade.sql import (
    as_id,
    as_json,
    as_moment_or_none,
    fetch,
    fetch_one,
    id_text,
    id_value,
    json_object,
    json_text,
)
from tasks.keys import read_task_key
from tasks.queries.references import id_by_former_key
from tasks.queries.sql.conditions import NOT_TRASHED
from tasks.queries.sql.keyset import Keyset, KeysetPage
from tasks.queries.sql.order import Order
from tasks.queries.sql.sources import EVERY_TASK
from tasks.queries.sql.task_rows import PAGE_COLUMNS, WIDTH, ListedTask, Parent, read_task, select_list

SUBTASKS_SHOWN = 200
_OLDEST_FIRST = Order("t.number", "t.id")


class FullTask(ListedTask):
    """`source` is the format of the file it was imported from. `previous` and `next` are keys within the project."""

    description: str
    created_by: str
    source: str | None
    deleted_at: datetime | None
    project_archived: bool
    project_deleted: bool
    parent_deleted: bool
    previous: str | None
    next: str | None


def task(access: Access, which: str) -> FullTask:
    """One task by id, key or a former key, in any case; also in the trash. Raises NotFound.

    One statement; three by a former key.
    """
    key = read_task_key(which)
    row = fetch_one(*_statement(access, "p.key = %s AND t.number = %s", [*key])) if key else None
    if key and row is None:
        which = str(id_by_former_key(access, key))
    if row is None and is_id(which):
        row = fetch_one(*_statement(access, "t.id = %s", [id_value(which)]))
    if row is None:
        raise NotFound("There is no such task here.")
    return _full(row)


def subtasks(access: Access, parent: ListedTask, *, cursor: str = "") -> KeysetPage[ListedTask]:
    """The direct subtasks of a task after `cursor`, oldest first. One statement. Raises BadRequest."""
    keyset = Keyset(_OLDEST_FIRST, f"{access.workspace_id}?subtasks={parent['id']}")
    after, position = keyset.after(cursor)
    select, values = select_list(access.workspace_id)
    workspace = id_value(access.workspace_id)
    sql = f"""
SELECT t.number, {select}
FROM (
  SELECT {PAGE_COLUMNS} FROM {EVERY_TASK.sql}
  WHERE t.workspace_id = %s AND p.workspace_id = %s AND t.parent_id = %s AND {NOT_TRASHED}{after}
  {keyset.order_and_limit(SUBTASKS_SHOWN)}
) t
ORDER BY {_OLDEST_FIRST.by}"""
    rows = fetch(sql, [*values, workspace, workspace, id_value(parent["id"]), *position])
    return keyset.page_of(rows, lambda row: read_task(row[1:]), SUBTASKS_SHOWN)


def _statement(access: Access, condition: str, given: list[Any]) -> tuple[str, list[Any]]:
    select, values = select_list(access.workspace_id)
    workspace = id_value(access.workspace_id)
    sql = f"""
SELECT {select},
  t.description, t.created_by, NULLIF(t.external_source, '') AS source, t.deleted_at, t.project_archived,
  t.project_deleted,
  {_parent()} AS parent,
  {_of_parent("a.deleted_at IS NOT NULL")} AS parent_deleted,
  {_neighbour("max", "<")} AS previous,
  {_neighbour("min", ">")} AS next
FROM (
  SELECT {PAGE_COLUMNS}, t.description, COALESCE(u.name, t.created_by_name) AS created_by, t.deleted_at,
    p.archived_at IS NOT NULL AS project_archived, p.deleted_at IS NOT NULL AS project_deleted
  FROM {EVERY_TASK.sql} LEFT JOIN accounts_user u ON u.id = t.created_by_id
  WHERE t.workspace_id = %s AND p.workspace_id = %s AND {condition}
) t"""
    return sql, [*values, *[workspace] * 6, *given]


def _parent() -> str:
    """The parent as one JSON object."""
    parent = json_object(id=id_text("a.id"), key="t.project_key || '-' || a.number", title="a.title", status="a.status")
    return _of_parent(json_text(parent))


def _of_parent(value: str) -> str:
    """A value of the parent `a`."""
    return f"(SELECT {value} FROM tasks_task a WHERE a.workspace_id = %s AND a.id = t.parent_id)"


def _neighbour(pick: str, beyond: str) -> str:
    """The key of the task with the next number within the project, in one direction."""
    return (
        f"(SELECT t.project_key || '-' || {pick}(n.number) FROM tasks_task n WHERE n.workspace_id = %s "
        f"AND n.project_id = t.project_id AND n.number {beyond} t.number AND n.deleted_at IS NULL)"
    )


def _full(row: tuple[Any, ...]) -> FullTask:
    description, created_by, source, deleted_at, archived, deleted, *others = row[WIDTH:]
    parent_json, parent_deleted, previous, following = others
    parent: Parent | None = as_json(parent_json)
    if parent:
        parent["id"] = as_id(parent["id"])
    return {
        **read_task(row[:WIDTH]),
        "description": description,
        "created_by": created_by,
        "source": source,
        "deleted_at": as_moment_or_none(deleted_at),
        "project_archived": bool(archived),
        "project_deleted": bool(deleted),
        "parent": parent,
        "parent_deleted": bool(parent_deleted),
        "previous": previous,
        "next": following,
    }
