"""Days in the person's time zone, by which "due today" and "overdue" are decided.

What a statement compares with them is in queries/sql/moments.py.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.clock import today_in


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
