"""FROM of a list: all tasks, to be read along the order's index, or only the tasks linked with a few people.

Reading along the index is fast when much of it belongs to the list. When little does, one page reads the index to its
end; people with few tasks are better served by reading their tasks and sorting them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from primetrade.sql import fetch_value, id_value, on_postgresql, placeholders
from tasks.fields.declaration import Link

FEW = 1_000  # rows of the link. With 100,000 tasks in the workspace both ways cost the same at about twice as many.

_PROJECT = "JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id"
_ITS_TASK = "tasks_task t WHERE t.workspace_id = %s AND t.id = a.task_id"


@dataclass(frozen=True, slots=True)
class Source:
    """FROM of tasks `t` with their projects `p`.

    `begins` is the WITH clause that the statement starts with, `values` are its parameters. `link`: it has only the
    tasks that this links with the people asked for.
    """

    sql: str
    begins: str = ""
    values: tuple[Any, ...] = ()
    link: Link | None = None


EVERY_TASK = Source(f"tasks_task t {_PROJECT}")


def source_of(access: Access, link: Link, given: Sequence[str]) -> Source:
    """The cheaper source for the tasks linked with some people (ids or `me`). One statement."""
    workspace = id_value(access.workspace_id)
    people = [id_value(access.user.id if person == "me" else person) for person in given]
    theirs = f"FROM {link.table} WHERE workspace_id = %s AND {link.column} IN ({placeholders(people)})"
    count = fetch_value(f"SELECT count(*) FROM (SELECT 1 {theirs} LIMIT {FEW + 1}) counted", [workspace, *people])
    if count > FEW:
        return EVERY_TASK
    return Source(f"few t {_PROJECT}", _tasks_of(link, people), (workspace, *people, workspace), link)


def _tasks_of(link: Link, people: list[str]) -> str:
    """WITH `few`, the tasks linked with people.

    MATERIALIZED, with LIMIT on PostgreSQL and the order of CROSS JOIN on SQLite, keeps the planner from starting with
    all tasks.
    """
    task = f"LATERAL (SELECT * FROM {_ITS_TASK} LIMIT 1) t" if on_postgresql() else _ITS_TASK
    return f"""
WITH few AS MATERIALIZED (
  SELECT t.* FROM (
    SELECT DISTINCT a.task_id FROM {link.table} a
    WHERE a.workspace_id = %s AND a.{link.column} IN ({placeholders(people)})
  ) a CROSS JOIN {task}
)"""
