"""What the dashboard counts: one statement over the tasks of one workspace. It owns no table.

Tasks in the trash, of a trashed or an archived project are in no figure, as they are in no list.
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
from primetrade.sql import as_date, fetch
from tasks.models.task import CLOSED, Priority, Status
from tasks.queries.filters import Filter
from tasks.queries.sql.conditions import conditions_of
from tasks.queries.sql.sources import source_of
from tasks.queries.today import first_of_week, midnight, today

EVERYBODY, MINE = "everybody", "mine"
BAR = 300
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a chart. `value` is the filter's word, `level` a priority's number; `share` is percent of the whole,
    `start` and `length` its place on a bar of BAR units, `width` percent of the longest row.
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
    """The counts behind the cards and charts. Weeks begin on the person's own first day.

    `by_status` is in the order of work; `by_priority` is about open tasks, the most urgent first.
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
    def rate(self) -> int | None:
        """Completed tasks of a hundred that were not cancelled; None before there is any."""
        every = self.open + self.completed
        return round(100 * self.completed / every) if every else None


def figures(access: Access, whose: str = EVERYBODY) -> Figures:
    """Everything the dashboard counts, of everybody's tasks or of one's own. At most two statements.

    Kept under the workspace's state and the person's day, so that what is kept is right; the parts of one dashboard
    count once.
    """
    mine = access.user.id if whose == MINE else ""
    day = f"{today(access)}:{first_of_week(access)}:{access.user.timezone}"
    key = f"figures:{access.workspace_id}:{access.workspace.state}:{day}:{mine}"
    kept: Figures | None = cache.get(key)
    if kept is None:
        kept = _counted(access, whose)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _counted(access: Access, whose: str) -> Figures:
    found = [_Row(*row) for row in _rows(access, whose)]
    by_status = dict.fromkeys(Status.values, 0)
    by_priority = dict.fromkeys(reversed(Priority.values), 0)
    for row in found:
        by_status[row.status] += row.count
        if row.status not in CLOSED:
            by_priority[row.priority] += row.count
    return Figures(
        open=sum(by_priority.values()),
        due_today=sum(row.due_today for row in found),
        overdue=sum(row.overdue for row in found),
        oldest_overdue=min((row.oldest for row in found if row.oldest), default=None),
        completed=by_status["completed"],
        completed_this_week=sum(row.completed_this_week for row in found),
        completed_last_week=sum(row.completed_last_week for row in found),
        created_this_week=sum(row.created_this_week for row in found),
        by_status=_shares((word, 0, Status(word).label, count) for word, count in by_status.items()),
        by_priority=_shares(
            (Priority(level).word, level, Priority(level).label, count) for level, count in by_priority.items()
        ),
    )


def part_of_day(access: Access) -> str:
    """`morning`, `afternoon` or `evening`, where the person is."""
    hour = timezone.now().astimezone(ZoneInfo(access.user.timezone)).hour
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"


# -- the statement ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """The counts of one status and priority."""

    status: str
    priority: int
    count: int
    due_today: int
    overdue: int
    completed_this_week: int
    completed_last_week: int
    created_this_week: int
    oldest: date | None


def _rows(access: Access, whose: str) -> list[tuple[Any, ...]]:
    day, week = today(access).isoformat(), first_of_week(access)
    began, last_began = (midnight(access, start) for start in (week, week - timedelta(days=7)))
    mine = Filter(assignee=("me",) if whose == MINE else ())
    source = source_of(access, mine)
    conditions = conditions_of(access, source.left_of(mine))
    sql = f"""{source.begins}
SELECT t.status, t.priority, count(*),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s AND t.completed_at < %s),
  count(*) FILTER (WHERE t.created_at >= %s),
  min(t.due_on) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s)
FROM {source.sql}
WHERE {conditions.sql}
GROUP BY t.status, t.priority"""  # noqa: S608 (put together from constants)
    values = [*source.values, day, day, began, last_began, began, began, day, *conditions.values]
    return [(*counts, as_date(oldest)) for *counts, oldest in fetch(sql, values)]


def _shares(counted: Iterable[tuple[str, int, str, int]]) -> tuple[Share, ...]:
    every = list(counted)
    whole = sum(count for *_, count in every)
    longest = max((count for *_, count in every), default=0)
    result, before = [], 0
    for value, level, name, count in every:
        share = round(100 * count / whole) if whole else 0
        start, length = (round(BAR * part / whole, 1) if whole else 0.0 for part in (before, count))
        width = max(round(100 * count / longest), 1) if count else 0
        result.append(Share(value, level, name, count, share, start, length, width))
        before += count
    return tuple(result)
