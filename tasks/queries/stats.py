"""Numbers of tasks in a workspace. Tasks in the trash and in archived projects are not counted, as in lists."""

from __future__ import annotations

from typing import TypedDict

from accounts.access import Access
from primetrade.sql import fetch
from tasks.models.task import CLOSED, Priority, Status
from tasks.queries.filters import Filter
from tasks.queries.sql.conditions import conditions_of
from tasks.queries.sql.sources import EVERY_TASK
from tasks.queries.today import first_of_week, midnight, passed_today, today


class Stats(TypedDict):
    """`by_priority` counts open tasks only."""

    total: int
    open: int
    overdue: int
    due_today: int
    completed_this_week: int
    by_status: dict[str, int]
    by_priority: dict[str, int]


def stats(access: Access) -> Stats:
    """The numbers; days and the week are the caller's own. One statement."""
    day, week = today(access).isoformat(), midnight(access, first_of_week(access))
    passed, times = passed_today(access)
    conditions = conditions_of(access, Filter())
    sql = f"""
SELECT t.status, t.priority, count(*),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s AND {passed}),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s)
FROM {EVERY_TASK.sql}
WHERE {conditions.sql}
GROUP BY t.status, t.priority"""
    by_status = dict.fromkeys(Status.values, 0)
    by_priority = {level.word: 0 for level in Priority}
    overdue = due_today = completed_this_week = 0
    for status, priority, number, late, now, gone, done in fetch(
        sql, [day, day, day, *times, week, *conditions.values]
    ):
        by_status[status] += number
        if status not in CLOSED:
            by_priority[Priority(priority).word] += number
        overdue, due_today, completed_this_week = (
            overdue + late + gone,
            due_today + now - gone,
            completed_this_week + done,
        )
    return {
        "total": sum(by_status.values()),
        "open": sum(by_priority.values()),
        "overdue": overdue,
        "due_today": due_today,
        "completed_this_week": completed_this_week,
        "by_status": by_status,
        "by_priority": by_priority,
    }
