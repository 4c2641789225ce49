"""The projects and labels of a workspace by name, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from accounts.access import Access
from primetrade.errors import NotFound
from primetrade.ids import is_id
from primetrade.sql import as_id, as_moment, as_moment_or_none, fetch_one, id_value
from tasks.queries.sql.conditions import NOT_TRASHED, OPEN, PROJECT_NOT_TRASHED
from tasks.queries.sql.keyset import Keyset, KeysetPage
from tasks.queries.sql.order import Order


class ListedProject(TypedDict):
    """`open_count` and `completed_count` leave out tasks in the trash."""

    id: str
    key: str
    name: str
    description: str
    colour: str
    is_inbox: bool
    archived_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    open_count: int
    completed_count: int


class ListedLabel(TypedDict):
    id: str
    name: str
    colour: str
    version: int
    created_at: datetime
    tasks_count: int


_PROJECTS = f"""
SELECT p.name_sort_key, p.id, p.key, p.name, p.description, p.colour, p.is_inbox, p.archived_at, p.version,
  p.created_at, p.updated_at,
  (SELECT count(*) FROM tasks_task t WHERE t.workspace_id = %s AND t.project_id = p.id AND {OPEN}),
  (SELECT count(*) FROM tasks_task t WHERE t.workspace_id = %s AND t.project_id = p.id AND {NOT_TRASHED}
    AND t.status = 'completed')
FROM tasks_project p
WHERE p.workspace_id = %s AND {PROJECT_NOT_TRASHED}"""

# A label's tasks are counted along the index of its links, and those in the trash are subtracted: there are few, and
# joining the task to every link takes many times as long. MATERIALIZED and CROSS keep the planner from starting with
# all links.
_LABELS = """
WITH trashed AS MATERIALIZED (
  SELECT t.id FROM tasks_task t WHERE t.workspace_id = %s AND t.deleted_at IS NOT NULL),
gone AS MATERIALIZED (
  SELECT tl.label_id, count(*) AS places FROM trashed t CROSS JOIN tasks_tasklabel tl
  WHERE tl.workspace_id = %s AND tl.task_id = t.id GROUP BY tl.label_id)
SELECT l.name_sort_key, l.id, l.name, l.colour, l.version, l.created_at,
  (SELECT count(*) FROM tasks_tasklabel tl WHERE tl.workspace_id = %s AND tl.label_id = l.id)
    - coalesce((SELECT g.places FROM gone g WHERE g.label_id = l.id), 0)
FROM tasks_label l
WHERE l.workspace_id = %s AND l.deleted_at IS NULL"""


def projects(
    access: Access, *, archived: bool | None = None, limit: int = 50, cursor: str = ""
) -> KeysetPage[ListedProject]:
    """Projects that are not in the trash: archived or not, or both for None. One statement. Raises BadRequest."""
    sql = _PROJECTS
    if archived is not None:
        sql += f" AND p.archived_at IS {'NOT ' if archived else ''}NULL"
    keyset = Keyset(Order("p.name_sort_key", "p.id"), f"{access.workspace_id}?projects={archived}")
    return keyset.page(sql, [id_value(access.workspace_id)] * 3, _project, limit=limit, cursor=cursor)


def project(access: Access, which: UUID | str) -> ListedProject:
    """One project by key or id. One statement. Raises NotFound."""
    by_id = is_id(str(which))
    condition = "p.id = %s" if by_id else "p.key = %s"
    values = [*[id_value(access.workspace_id)] * 3, id_value(which) if by_id else which]
    row = fetch_one(f"{_PROJECTS} AND {condition}", values)
    if row is None:
        raise NotFound("There is no such project here.")
    return _project(row)


def labels(access: Access, *, limit: int = 50, cursor: str = "") -> KeysetPage[ListedLabel]:
    """The labels. One statement. Raises BadRequest."""
    keyset = Keyset(Order("l.name_sort_key", "l.id"), f"{access.workspace_id}?labels")
    return keyset.page(_LABELS, [id_value(access.workspace_id)] * 4, _label, limit=limit, cursor=cursor)


def label(access: Access, which: UUID | str) -> ListedLabel:
    """One label. One statement. Raises NotFound."""
    row = fetch_one(f"{_LABELS} AND l.id = %s", [*[id_value(access.workspace_id)] * 4, id_value(which)])
    if row is None:
        raise NotFound("There is no such label here.")
    return _label(row)


def _project(row: tuple[Any, ...]) -> ListedProject:
    _, identifier, key, name, description, colour, is_inbox, archived_at, version, created_at, updated_at, *counts = row
    return {
        "id": as_id(str(identifier)),
        "key": key,
        "name": name,
        "description": description,
        "colour": colour,
        "is_inbox": bool(is_inbox),
        "archived_at": as_moment_or_none(archived_at),
        "version": version,
        "created_at": as_moment(created_at),
        "updated_at": as_moment(updated_at),
        "open_count": counts[0],
        "completed_count": counts[1],
    }


def _label(row: tuple[Any, ...]) -> ListedLabel:
    _, identifier, name, colour, version, created_at, tasks_count = row
    return {
        "id": as_id(str(identifier)),
        "name": name,
        "colour": colour,
        "version": version,
        "created_at": as_moment(created_at),
        "tasks_count": tasks_count,
    }
