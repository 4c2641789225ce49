"""The dashboard's figures: one statement over the tasks of one workspace. The dashboard owns no table.

Like lists, figures leave out tasks in the trash and tasks of trashed or archived projects.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils import timezone

from accounts.access import Access
from primetrade.clock import full_five_minutes
from primetrade.sql import as_date, fetch
from tasks.models.task import CLOSED, Priority, Status
from tasks.queries.filters import Filter
from tasks.queries.sql.conditions import conditions_of
from tasks.queries.sql.sources import source_of
from tasks.queries.today import first_of_week, midnight, passed_today, today

EVERYBODY, MINE = "everybody", "mine"
BAR = 300  # the length of a full bar, in the units of its SVG
_CACHE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a chart. `value` is what the filter calls it, `level` a priority's number (0 for a status).

    `share` is a percentage of the total, `width` of the longest row; `start` and `length` are in units of BAR.
    """

    value: str
    level: int
    name: str
    count: int
    share: int
    start: float
    length: float
    width: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts behind the cards and charts. Weeks begin on the day that the person chose.

    `by_status` follows the order of the statuses; `by_priority` counts open tasks only, most urgent first.
    """

    open: int
    due_today: int
    overdue: int
    oldest_overdue: date | None
    completed: int
    completed_this_week: int
    completed_last_week: int
    created_this_week: int
    by_status: tuple[Share, ...]
    by_priority: tuple[Share, ...]

    @property
    def nothing(self) -> bool:
        """Whether no list has a task, open or closed."""
        return not any(share.count for share in self.by_status)

    @property
    def rate(self) -> int | None:
        """The percentage of tasks completed, not counting cancelled ones; None if there are none."""
        total = self.open + self.completed
        return round(100 * self.completed / total) if total else None


def figures(access: Access, whose: str = EVERYBODY) -> Figures:
    """The figures for all tasks (EVERYBODY) or the person's own (MINE). At most two statements.

    Cached, because several parts of a dashboard show them. The key includes the workspace's state, the person's day and
    the last full five minutes, so a cached value is never stale.
    """
    mine = access.user.id if whose == MINE else ""
    day = f"{today(access)}:{first_of_week(access)}:{access.user.timezone}"
    key = f"figures:{access.workspace_id}:{access.workspace.state}:{day}:{full_five_minutes():%H:%M}:{mine}"
    cached: Figures | None = cache.get(key)
    if cached is None:
        cached = _count(access, whose)
        cache.set(key, cached, _CACHE_SECONDS)
    return cached


def _count(access: Access, whose: str) -> Figures:
    rows = [_Row(*row) for row in _rows(access, whose)]
    by_status = dict.fromkeys(Status.values, 0)
    by_priority = dict.fromkeys(reversed(Priority.values), 0)
    for row in rows:
        by_status[row.status] += row.count
        if row.status not in CLOSED:
            by_priority[row.priority] += row.count
    return Figures(
        open=sum(by_priority.values()),
        due_today=sum(row.due_today - row.passed for row in rows),
        overdue=sum(row.overdue + row.passed for row in rows),
        oldest_overdue=min((row.oldest for row in rows if row.oldest), default=None),
        completed=by_status["completed"],
        completed_this_week=sum(row.completed_this_week for row in rows),
        completed_last_week=sum(row.completed_last_week for row in rows),
        created_this_week=sum(row.created_this_week for row in rows),
        by_status=_shares((word, 0, Status(word).label, count) for word, count in by_status.items()),
        by_priority=_shares(
            (Priority(level).word, level, Priority(level).label, count) for level, count in by_priority.items()
        ),
    )


def part_of_day(access: Access) -> str:
    """`morning` (from 4), `afternoon` (from 12) or `evening` (from 18) in the person's zone."""
    hour = timezone.now().astimezone(ZoneInfo(access.user.timezone)).hour
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"


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


def _rows(access: Access, whose: str) -> list[tuple[Any, ...]]:
    day, week = today(access).isoformat(), first_of_week(access)
    began, last_began = (midnight(access, start) for start in (week, week - timedelta(days=7)))
    mine = Filter(assignee=("me",) if whose == MINE else ())
    passed, times = passed_today(access)
    source = source_of(access, mine)
    conditions = conditions_of(access, source.left_of(mine))
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
GROUP BY t.status, t.priority"""  # noqa: S608 (put together from constants)
    values = [*source.values, day, day, *times, day, began, last_began, began, began, day, day, *times]
    values += conditions.values
    return [(*counts, as_date(oldest)) for *counts, oldest in fetch(sql, values)]


def _shares(counted: Iterable[tuple[str, int, str, int]]) -> tuple[Share, ...]:
    rows = list(counted)
    total = sum(count for *_, count in rows)
    longest = max((count for *_, count in rows), default=0)
    result, before = [], 0
    for value, level, name, count in rows:
        share = round(100 * count / total) if total else 0
        start, length = (round(BAR * part / total, 1) if total else 0.0 for part in (before, count))
        width = max(round(100 * count / longest), 1) if count else 0
        result.append(Share(value, level, name, count, share, start, length, width))
        before += count
    return tuple(result)
