"""What tasks are sorted into, page by page: the projects and the labels of a workspace, by name.

A project: id, key, name, description, colour, is_inbox, archived_at, version, created_at, updated_at, open_count,
completed_count. A label: id, name, colour, version, created_at, tasks_count.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade.errors import NotFound
from primetrade.ids import is_id
from tasks.queries.engine import Row, as_id, as_moment, id_value, rows
from tasks.queries.keyset import Keyset, Page

_PROJECTS = """
SELECT lower(p.name), p.id, p.key, p.name, p.description, p.colour, p.is_inbox, p.archived_at, p.version, p.created_at,
  p.updated_at,
  (SELECT count(*) FROM tasks_task o WHERE o.workspace_id = %s AND o.project_id = p.id AND o.deleted_at IS NULL
    AND o.status IN ('todo', 'in_progress', 'in_review')),
  (SELECT count(*) FROM tasks_task d WHERE d.workspace_id = %s AND d.project_id = p.id AND d.deleted_at IS NULL
    AND d.status = 'completed')
FROM tasks_project p
WHERE p.workspace_id = %s AND p.deleted_at IS NULL"""

# All places of a label are counted along their index, and what is in the trash is taken off: it is little, and looking
# into the task of each place takes many times as long. CROSS, so that SQLite without statistics begins with the trash.
_LABELS = """
WITH gone AS MATERIALIZED (
  SELECT tl.label_id, count(*) AS places FROM tasks_task t CROSS JOIN tasks_tasklabel tl
  WHERE t.workspace_id = %s AND t.deleted_at IS NOT NULL
    AND tl.workspace_id = t.workspace_id AND tl.task_id = t.id GROUP BY tl.label_id)
SELECT lower(l.name), l.id, l.name, l.colour, l.version, l.created_at,
  (SELECT count(*) FROM tasks_tasklabel tl WHERE tl.workspace_id = %s AND tl.label_id = l.id)
    - coalesce((SELECT g.places FROM gone g WHERE g.label_id = l.id), 0)
FROM tasks_label l
WHERE l.workspace_id = %s AND l.deleted_at IS NULL"""


def projects(access: Access, *, archived: bool | None = None, limit: int = 50, cursor: str = "") -> Page:
    """Projects that are not in the trash; `archived` says which, None means both. One statement. Raises BadRequest."""
    sql = _PROJECTS
    if archived is not None:
        sql += f" AND p.archived_at IS {'NOT ' if archived else ''}NULL"
    order = Keyset("lower(p.name)", "p.id", f"{access.workspace_id}?projects={archived}")
    return order.page(sql, [id_value(access.workspace_id)] * 3, _project, limit=limit, cursor=cursor)


def project(access: Access, which: UUID | str) -> Row:
    """One project by key or id. One statement. Raises NotFound."""
    by_id = is_id(str(which))
    condition = "p.id = %s" if by_id else "p.key = %s"
    values = [*[id_value(access.workspace_id)] * 3, id_value(which) if by_id else which]
    _, found = rows(f"{_PROJECTS} AND {condition}", values)
    if not found:
        raise NotFound("There is no such project here.")
    return _project(found[0])


def labels(access: Access, *, limit: int = 50, cursor: str = "") -> Page:
    """The labels. One statement. Raises BadRequest."""
    order = Keyset("lower(l.name)", "l.id", f"{access.workspace_id}?labels")
    return order.page(_LABELS, [id_value(access.workspace_id)] * 3, _label, limit=limit, cursor=cursor)


def label(access: Access, which: UUID | str) -> Row:
    """One label. One statement. Raises NotFound."""
    _, found = rows(f"{_LABELS} AND l.id = %s", [*[id_value(access.workspace_id)] * 3, id_value(which)])
    if not found:
        raise NotFound("There is no such label here.")
    return _label(found[0])


def _project(found: tuple[Any, ...]) -> Row:
    _, identifier, key, name, description, colour, is_inbox, archived_at, version, created_at, updated_at, *counts = (
        found
    )
    return {
        "id": as_id(str(identifier)),
        "key": key,
        "name": name,
        "description": description,
        "colour": colour,
        "is_inbox": bool(is_inbox),
        "archived_at": as_moment(archived_at),
        "version": version,
        "created_at": as_moment(created_at),
        "updated_at": as_moment(updated_at),
        "open_count": counts[0],
        "completed_count": counts[1],
    }


def _label(found: tuple[Any, ...]) -> Row:
    _, identifier, name, colour, version, created_at, tasks_count = found
    return {
        "id": as_id(str(identifier)),
        "name": name,
        "colour": colour,
        "version": version,
        "created_at": as_moment(created_at),
        "tasks_count": tasks_count,
    }
