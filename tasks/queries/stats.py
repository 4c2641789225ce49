"""Counts of tasks: of a whole workspace, or of the tasks that match a filter. Like lists, they leave out tasks in the
trash and in archived projects. The API's statistics and the dashboard's figures are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from accounts.access import Access
from primetrade.sql import as_date, fetch
from tasks.days import first_of_week, today
from tasks.models.task import CLOSED, Priority, Status
from tasks.queries.filter_conditions import conditions_of, source_for
from tasks.queries.filters import Filter
from tasks.queries.sql.moments import midnight, passed_today


@dataclass(frozen=True, slots=True)
class Numbers:
    """`by_status` counts all tasks, `by_priority` open ones only, most urgent first; both have every value. Days are
    the caller's own, and so is the day that weeks begin on.
    """

    by_status: dict[str, int]
    by_priority: dict[int, int]
    overdue: int
    oldest_overdue: date | None
    due_today: int
    completed_this_week: int
    completed_last_week: int
    created_this_week: int

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        return sum(self.by_priority.values())


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
    """The numbers of the workspace as the API says them. One statement."""
    counted = numbers(access, Filter())
    return {
        "total": counted.total,
        "open": counted.open,
        "overdue": counted.overdue,
        "due_today": counted.due_today,
        "completed_this_week": counted.completed_this_week,
        "by_status": counted.by_status,
        "by_priority": {level.word: counted.by_priority[level] for level in Priority},
    }


def numbers(access: Access, filter: Filter) -> Numbers:
    """The numbers of the tasks that match. One statement, and one more when the filter names people."""
    rows = _rows(access, filter)
    by_status = dict.fromkeys(Status.values, 0)
    by_priority = dict.fromkeys(reversed(Priority.values), 0)
    for row in rows:
        by_status[row.status] += row.count
        if row.status not in CLOSED:
            by_priority[row.priority] += row.count
    return Numbers(
        by_status,
        by_priority,
        overdue=sum(row.overdue + row.passed for row in rows),
        oldest_overdue=min((row.oldest for row in rows if row.oldest), default=None),
        due_today=sum(row.due_today - row.passed for row in rows),
        completed_this_week=sum(row.completed_this_week for row in rows),
        completed_last_week=sum(row.completed_last_week for row in rows),
        created_this_week=sum(row.created_this_week for row in rows),
    )


# -- the statement ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """The counts of one status and priority. `passed` are those due today that are overdue, beside `overdue`."""

    status: str
    priority: int
    count: int
    due_today: int
    passed: int
    overdue: int
    completed_this_week: int
    completed_last_week: int
    created_this_week: int
    oldest: date | None


def _rows(access: Access, filter: Filter) -> list[_Row]:
    day, week = today(access).isoformat(), first_of_week(access)
    began, last_began = (midnight(access, start) for start in (week, week - timedelta(days=7)))
    passed, times = passed_today(access)
    source = source_for(access, filter)
    conditions = conditions_of(access, filter, source)
    sql = f"""{source.begins}
SELECT t.status, t.priority, count(*),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s AND {passed}),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s AND t.completed_at < %s),
  count(*) FILTER (WHERE t.created_at >= %s),
  min(t.due_on) FILTER (WHERE t.completed_at IS NULL AND (t.due_on < %s OR t.due_on = %s AND {passed}))
FROM {source.sql}
WHERE {conditions.sql}
GROUP BY t.status, t.priority"""
    values = [*source.values, day, day, *times, day, began, last_began, began, began, day, day, *times]
    values += conditions.values
    return [_Row(*(*counts, as_date(oldest))) for *counts, oldest in fetch(sql, values)]
