"""Today, where the person is: what "due today" and "overdue" are measured by."""

from __future__ import annotations

from datetime import date

from accounts.access import Access
from primetrade.clock import today_in


def today(access: Access) -> date:
    """The date in the person's zone."""
    return today_in(access.user.timezone)
