"""Where the statement of a list begins: with the order's index over all tasks, or with the tasks of a few people.

Along the index a page comes at once when much of it belongs to the list. When little does, the index is read to its end
for one page; who is asked for has few tasks then, and to read those and sort them is the shorter way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from primetrade.sql import fetch_value, id_value, marks, on_postgresql
from tasks.queries.filters import Filter

FEW = 1_000  # assignments of the people asked for. Of 100,000 tasks the two ways meet at about twice as many.

_PROJECT = "JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id"

# MATERIALIZED, and LIMIT or the order of SQLite's CROSS JOIN, keep a planner from beginning with all tasks.
_OF_PEOPLE = """
WITH few AS MATERIALIZED (
  SELECT t.* FROM (
    SELECT DISTINCT a.task_id FROM tasks_taskassignee a WHERE a.workspace_id = %s AND a.user_id IN ({marks})
  ) a CROSS JOIN {task}
)"""
_ITS_TASK = "tasks_task t WHERE t.workspace_id = %s AND t.id = a.task_id"


@dataclass(frozen=True, slots=True)
class Source:
    """FROM of tasks `t` with their projects `p`; what the statement begins with for it, and the values in that.

    `by_people`: it has no other tasks than theirs.
    """

    sql: str
    begins: str = ""
    values: tuple[Any, ...] = ()
    by_people: bool = False

    def left_of(self, filter: Filter) -> Filter:
        """What is still to be asked of its rows."""
        return filter.but(assignee=()) if self.by_people else filter


EVERY_TASK = Source(f"tasks_task t {_PROJECT}")


def source_of(access: Access, filter: Filter) -> Source:
    """The shorter way to what a filter finds; the rows are the same. One statement if it names people, else none."""
    if not filter.assignee or "none" in filter.assignee:
        return EVERY_TASK
    workspace = id_value(access.workspace_id)
    people = [id_value(access.user.id if person == "me" else person) for person in filter.assignee]
    some = f"SELECT 1 FROM tasks_taskassignee WHERE workspace_id = %s AND user_id IN ({marks(people)}) LIMIT {FEW + 1}"
    count = fetch_value(f"SELECT count(*) FROM ({some}) counted", [workspace, *people])
    if count > FEW:
        return EVERY_TASK
    task = f"LATERAL (SELECT * FROM {_ITS_TASK} LIMIT 1) t" if on_postgresql() else _ITS_TASK
    begins = _OF_PEOPLE.format(marks=marks(people), task=task)
    return Source(f"few t {_PROJECT}", begins, (workspace, *people, workspace), by_people=True)
