"""How long the trash keeps what was thrown away."""

from __future__ import annotations

from datetime import datetime, timedelta

TRASH_DAYS = 30


def purge_limit(now: datetime) -> datetime:
    """What went to the trash before this time is purged."""
    return now - timedelta(days=TRASH_DAYS)
