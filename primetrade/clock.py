"""Today's date in a person's zone, and the five minutes by which due times are compared."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def today_in(zone: str) -> date:
    """Today's date in an IANA zone."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def full_five_minutes() -> datetime:
    """The last full five minutes, in UTC. What depends on now depends on these, so that answers can be kept."""
    now = timezone.now().astimezone(UTC)
    return now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
