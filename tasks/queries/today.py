"""Today, where the person is: what "due today" and "overdue" are measured by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from accounts.access import Access
from primetrade.clock import today_in


def today(access: Access) -> date:
    """The date in the person's zone."""
    return today_in(access.user.timezone)


def midnight(access: Access, day: date) -> Any:
    """The moment a day begins in the person's zone, as the database compares it."""
    begins = datetime.combine(day, time.min, ZoneInfo(access.user.timezone)).astimezone(UTC)
    return connection.ops.adapt_datetimefield_value(begins)
