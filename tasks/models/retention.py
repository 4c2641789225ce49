"""How long deleted things stay in the trash."""

from __future__ import annotations

from datetime import datetime, timedelta

TRASH_DAYS = 30


def purge_limit(now: datetime) -> datetime:
    """Objects deleted before this time are purged."""
    return now - timedelta(days=TRASH_DAYS)
