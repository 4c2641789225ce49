"""Days in the person's time zone, by which "due today" and "overdue" are decided."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.clock import full_five_minutes, today_in
from primetrade.sql import moment_value, on_postgresql
from tasks.due_dates import passed_times


def today(access: Access) -> date:
    """The date in the person's zone."""
    return today_in(access.user.timezone)


def day_of(access: Access, moment: datetime) -> date:
    """The date of a moment in the person's zone."""
    return moment.astimezone(ZoneInfo(access.user.timezone)).date()


def first_of_week(access: Access) -> date:
    """The first day of this week, by the weekday that the person's weeks start on."""
    day = today(access)
    return day - timedelta(days=(day.isoweekday() - access.user.week_start) % 7)


def midnight(access: Access, day: date) -> Any:
    """The moment when a day begins in the person's zone, as a parameter of a statement."""
    begins = datetime.combine(day, time.min, ZoneInfo(access.user.timezone)).astimezone(UTC)
    return moment_value(begins)


def passed_today(access: Access) -> tuple[str, list[Any]]:
    """For a task `t` that is open and due today: whether its time has passed (tasks/due_dates.py), and the values."""
    if on_postgresql():
        before = "(%s::jsonb ->> t.due_zone)::time"
    else:
        before = """json_extract(%s, '$."' || t.due_zone || '"')"""
    return f"COALESCE(t.due_time < {before}, FALSE)", [_passed_times(today(access), full_five_minutes())]


@lru_cache(maxsize=8)
def _passed_times(day: date, five_minutes: datetime) -> str:
    return json.dumps(dict(passed_times(day, five_minutes)))
