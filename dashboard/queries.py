"""The dashboard's figures: the numbers of tasks (tasks/queries/stats.py) and their shares, kept in the cache."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils import timezone

from accounts.access import Access
from primetrade.clock import full_five_minutes
from tasks.days import first_of_week, today
from tasks.models.task import Priority, Status
from tasks.queries.filters import Filter
from tasks.queries.stats import numbers

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
        cached = _figures(access, whose)
        cache.set(key, cached, _CACHE_SECONDS)
    return cached


def _figures(access: Access, whose: str) -> Figures:
    counted = numbers(access, Filter(assignee=("me",) if whose == MINE else ()))
    by_status, by_priority = counted.by_status.items(), counted.by_priority.items()
    return Figures(
        open=counted.open,
        due_today=counted.due_today,
        overdue=counted.overdue,
        oldest_overdue=counted.oldest_overdue,
        completed=counted.by_status["completed"],
        completed_this_week=counted.completed_this_week,
        completed_last_week=counted.completed_last_week,
        created_this_week=counted.created_this_week,
        by_status=_shares((word, 0, Status(word).label, count) for word, count in by_status),
        by_priority=_shares(
            (Priority(level).word, level, Priority(level).label, count) for level, count in by_priority
        ),
    )


def part_of_day(access: Access) -> str:
    """`morning` (from 4), `afternoon` (from 12) or `evening` (from 18) in the person's zone."""
    hour = timezone.now().astimezone(ZoneInfo(access.user.timezone)).hour
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"


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
