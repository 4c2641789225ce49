"""What the dashboard counts. It owns no table: every figure is one statement over the tasks of one workspace.

Tasks in the trash, of a trashed or an archived project are in no figure, as they are in no list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from accounts.access import Access
from primetrade.words import PRIORITY_NAMES, PRIORITY_WORDS, STATUS_NAMES
from tasks.queries.engine import as_date, id_value, rows
from tasks.queries.today import today

EVERYBODY, MINE = "everybody", "mine"
BAR = 300


@dataclass(frozen=True, slots=True)
class Numbers:
    """The five cards, and what their notes compare with. Weeks begin on the person's own first day."""

    open: int
    due_today: int
    overdue: int
    completed_this_week: int
    completed_last_week: int
    completed: int
    created_this_week: int
    oldest_overdue: date | None

    @property
    def rate(self) -> int | None:
        """Completed tasks of a hundred that were not cancelled; None before there is any."""
        every = self.open + self.completed
        return round(100 * self.completed / every) if every else None


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


def numbers(access: Access, whose: str = EVERYBODY) -> Numbers:
    """The counts behind the cards. One statement."""
    day, week = today(access), first_of_week(access)
    week_began, last_began = (_midnight(access, start) for start in (week, week - timedelta(days=7)))
    source, values = _source(access, whose)
    sql = f"""
SELECT
  count(*) FILTER (WHERE t.completed_at IS NULL),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s AND t.completed_at < %s),
  count(*) FILTER (WHERE t.status = 'completed'),
  count(*) FILTER (WHERE t.created_at >= %s),
  min(t.due_on) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s)
{source}"""
    days = [day.isoformat(), day.isoformat()]
    _, found = rows(sql, [*days, week_began, last_began, week_began, week_began, days[0], *values])
    *counts, oldest = found[0]
    return Numbers(*counts, oldest_overdue=as_date(oldest))


def by_status(access: Access, whose: str = EVERYBODY) -> list[Share]:
    """How many tasks each status has, in the order of work. One statement."""
    source, values = _source(access, whose)
    _, found = rows(f"SELECT t.status, count(*) {source} GROUP BY t.status", values)
    counts = dict(found)
    return _shares([(word, 0, name, counts.get(word, 0)) for word, name in STATUS_NAMES.items()])


def by_priority(access: Access, whose: str = EVERYBODY) -> list[Share]:
    """How many open tasks each priority has, the most urgent first. One statement."""
    source, values = _source(access, whose)
    _, found = rows(f"SELECT t.priority, count(*) {source} AND t.completed_at IS NULL GROUP BY t.priority", values)
    counts = dict(found)
    levels = range(len(PRIORITY_WORDS) - 1, -1, -1)
    return _shares([(PRIORITY_WORDS[level], level, PRIORITY_NAMES[level], counts.get(level, 0)) for level in levels])


def first_of_week(access: Access) -> date:
    """The first day of the week that today is in, as the person's week starts."""
    day = today(access)
    return day - timedelta(days=(day.isoweekday() - access.user.week_start) % 7)


def part_of_day(access: Access) -> str:
    """`morning`, `afternoon` or `evening`, where the person is."""
    hour = datetime.now(ZoneInfo(access.user.timezone)).hour
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"


def _source(access: Access, whose: str) -> tuple[str, list[Any]]:
    workspace = id_value(access.workspace_id)
    sql = """FROM tasks_task t JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
WHERE t.workspace_id = %s AND t.deleted_at IS NULL
  AND p.workspace_id = %s AND p.deleted_at IS NULL AND p.archived_at IS NULL"""
    values = [workspace, workspace]
    if whose == MINE:
        sql += """
  AND EXISTS (SELECT 1 FROM tasks_taskassignee a WHERE a.workspace_id = %s AND a.task_id = t.id AND a.user_id = %s)"""
        values += [workspace, id_value(access.user.id)]
    return sql, values


def _midnight(access: Access, day: date) -> Any:
    """The moment a day begins where the person is, as the database compares it."""
    begins = datetime.combine(day, time.min, ZoneInfo(access.user.timezone)).astimezone(UTC)
    return connection.ops.adapt_datetimefield_value(begins)


def _shares(counted: list[tuple[str, int, str, int]]) -> list[Share]:
    whole = sum(count for *_, count in counted)
    longest = max((count for *_, count in counted), default=0)
    result, before = [], 0
    for value, level, name, count in counted:
        share = round(100 * count / whole) if whole else 0
        start, length = (round(BAR * part / whole, 1) if whole else 0 for part in (before, count))
        width = max(round(100 * count / longest), 1) if count else 0
        result.append(Share(value, level, name, count, share, start, length, width))
        before += count
    return result
