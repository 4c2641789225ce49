"""What statements compare days and due times with, in the person's time zone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.clock import full_five_minutes
from primetrade.sql import moment_value, on_postgresql
from tasks.days import today
from tasks.due_dates import passed_times


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
