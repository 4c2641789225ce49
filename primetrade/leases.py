"""Which worker runs which job of the outbox: it takes a lease, extends it while the job runs, ends it with a result.

If the database goes away meanwhile nothing is lost: the process keeps a result that it can't write until it can. The
lease of a killed worker expires by itself.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from primetrade.models import Outbox
from primetrade.outage import OUTAGE

MAX_ATTEMPTS = 8
# How long a killed worker's job waits for another one. Jobs that take longer extend their lease.
LEASE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class _End:
    """How an attempt at a job ended."""

    job: UUID
    attempt: int
    values: dict[str, Any]


_unwritten: deque[_End] = deque()


def claim(now: datetime) -> Outbox | None:
    """The next due job, with a lease on it. None when there is none."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    waiting = Outbox.objects.filter(free, done_at=None, dead_at=None, run_at__lte=now).order_by("run_at")
    if not waiting.exists():
        return None
    with transaction.atomic():
        skips = connection.features.has_select_for_update_skip_locked
        row = (waiting.select_for_update(skip_locked=True, no_key=True) if skips else waiting).first()
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:
            row.dead_at, row.error = now, "The worker ended every time it did this."
            row.save(update_fields=["dead_at", "error"])
            return None
        row.attempts += 1
        row.leased_until = now + timedelta(seconds=LEASE_SECONDS)
        row.save(update_fields=["attempts", "leased_until"])
    return row


def extend_lease(seconds: float = LEASE_SECONDS) -> None:
    """For a long job: keep its lease for `seconds` from now. Does nothing outside the worker."""
    told = structlog.contextvars.get_contextvars()
    if "job" in told:
        ours = Outbox.objects.filter(id=told["job"], attempts=told["attempt"])
        ours.update(leased_until=timezone.now() + timedelta(seconds=seconds))


def end(row: Outbox, **values: Any) -> None:
    """Release the lease and write how the job ended; `write_ends` writes it later if the database fails now."""
    _unwritten.append(_End(row.id, row.attempts, {"leased_until": None, **values}))
    write_ends()


def write_ends() -> None:
    """Write the pending results, except for jobs that another worker has claimed meanwhile."""
    while _unwritten:
        try:
            ended = _unwritten.popleft()
        except IndexError:  # another thread was here first
            return
        try:
            Outbox.objects.filter(id=ended.job, attempts=ended.attempt, done_at=None).update(**ended.values)
        except OUTAGE:  # only these: a result that can never be written would block every job
            _unwritten.appendleft(ended)
            raise
