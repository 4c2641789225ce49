"""The projects of the rail with how much is open in each, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from tasks.models.task import OPEN
from tasks.queries import lists
from tasks.queries.engine import id_value, rows
from tasks.queries.my_work import mine

COUNT_LIMIT = 999  # counting further would make every page of a large project slower
PROJECTS_SHOWN = 50

_OPEN = ", ".join(f"'{status.value}'" for status in OPEN)


@dataclass(frozen=True, slots=True)
class Rail:
    """Counts are words: "12", "999+", or "" for none. Projects: key, name, colour, open_count; the Inbox is not one."""

    projects: list[dict[str, Any]]
    inbox_key: str
    inbox_count: str
    my_work_count: str


def rail(access: Access) -> Rail:
    """What the rail of a workspace shows to a person. One statement; subtasks are counted with their parent."""
    workspace = id_value(access.workspace_id)
    conditions, values = lists.conditions_of(access, mine(access))
    sql = f"""
SELECT p.key, p.name, p.colour, p.is_inbox,
  (SELECT count(*) FROM (
    SELECT 1 FROM tasks_task t WHERE t.workspace_id = %s AND t.project_id = p.id AND t.deleted_at IS NULL
      AND t.status IN ({_OPEN}) AND t.parent_id IS NULL LIMIT {COUNT_LIMIT + 1}
  ) counted) AS open_count,
  (SELECT count(*) FROM (
    SELECT 1 FROM {lists.SOURCE} WHERE {" AND ".join(conditions)} LIMIT {COUNT_LIMIT + 1}
  ) counted) AS mine
FROM tasks_project p
WHERE p.workspace_id = %s AND p.deleted_at IS NULL AND p.archived_at IS NULL
ORDER BY p.is_inbox DESC, lower(p.name), p.id
LIMIT {PROJECTS_SHOWN + 1}"""
    _, found = rows(sql, [workspace, *values, workspace])
    projects = [
        {"key": key, "name": name, "colour": colour, "open_count": _words(count)}
        for key, name, colour, is_inbox, count, _mine in found
        if not is_inbox
    ]
    inbox = next((row for row in found if row[3]), None)
    return Rail(
        projects,
        inbox[0] if inbox else "",
        _words(inbox[4]) if inbox else "",
        _words(found[0][5]) if found else "",
    )


def _words(count: int) -> str:
    return f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count or "")
