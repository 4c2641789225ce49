"""Today, where the person is: what "due today" and "overdue" are measured by."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.access import Access


def today(access: Access) -> date:
    """The date in the person's zone."""
    return timezone.now().astimezone(_zone(access.user.timezone)).date()


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
