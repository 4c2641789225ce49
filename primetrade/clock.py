"""Which day it is somewhere: dates people meant are compared with the date where they are, never with a timestamp."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone


def today_in(zone: str) -> date:
    """Today's date in an IANA zone."""
    return timezone.now().astimezone(_zone(zone)).date()


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
