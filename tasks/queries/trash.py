"""What is in the trash, latest first: projects, tasks (their subtasks went with them) and comments.

A row: id, kind ("project", "task", "comment"), key, title, deleted_at, deleted_by, purge_at.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.access import Access
from primetrade.sql import as_id, as_moment, fetch, id_value
from tasks.models.trash import TRASH_DAYS
from tasks.queries.sql.keyset import Keyset, Page
from tasks.queries.sql.order import Order

COMMENT_CHARACTERS = 120

# A subtask that went with its parent comes back with it, too, and is no entry of its own.
WENT_BY_ITSELF = """(x.parent_id IS NULL OR COALESCE((
      SELECT above.deleted_at FROM tasks_task above
      WHERE above.workspace_id = x.workspace_id AND above.id = x.parent_id
    ) <> x.deleted_at, TRUE))"""

# Each kind is read along its index, and no further than a page. What belongs to a row is asked in subqueries: a join
# would let a planner begin elsewhere.
_SOURCES = (
    """
    SELECT x.deleted_at, x.id, 'project' AS kind, x.key AS key, x.name AS title
    FROM tasks_project x
    WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL""",
    f"""
    SELECT x.deleted_at, x.id, 'task',
      (SELECT p.key FROM tasks_project p WHERE p.workspace_id = x.workspace_id AND p.id = x.project_id)
        || '-' || x.number,
      x.title
    FROM tasks_task x
    WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL AND {WENT_BY_ITSELF}""",
    f"""
    SELECT x.deleted_at, x.id, 'comment',
      (SELECT p.key || '-' || t.number
       FROM tasks_task t JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
       WHERE t.workspace_id = x.workspace_id AND t.id = x.task_id),
      substr(x.body, 1, {COMMENT_CHARACTERS})
    FROM tasks_comment x
    WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL""",
)

# Asked of the rows of the page only. The signs take the order from the index on the log's order: a planner that knows
# no statistics would read the workspace's whole log along it, where the few changes of one object are meant.
_WHO = """(
    SELECT h.actor_name FROM primetrade_change h
    WHERE h.workspace_id = %s AND h.object_id = x.id AND h.verb = 'deleted' ORDER BY +h.seq DESC, +h.n DESC LIMIT 1
  )"""


def entries(access: Access, *, limit: int = 50, cursor: str = "") -> Page[dict[str, Any]]:
    """What can be restored. One statement. Raises BadRequest for a cursor of another list."""
    workspace = id_value(access.workspace_id)
    order = Keyset(Order("x.deleted_at", "x.id", descending=True), f"{access.workspace_id}?trash")
    after, position = order.behind(cursor)
    ending = order.ending(limit)
    sources = "\n  UNION ALL\n".join(f"  SELECT * FROM ({source}{after}{ending}) s" for source in _SOURCES)
    sql = f"""
SELECT x.deleted_at, x.id, x.kind, x.key, x.title, {_WHO}
FROM (
  SELECT * FROM (
{sources}
  ) x{ending}
) x{ending}"""
    found = fetch(sql, [workspace, *[workspace, *position] * len(_SOURCES)])
    return order.cut(found, _row, limit)


def _row(found: tuple[Any, ...]) -> dict[str, Any]:
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
