"""Today's date in a person's zone: due dates are compared with dates, never with timestamps."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone


def today_in(zone: str) -> date:
    """Today's date in an IANA zone."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()
