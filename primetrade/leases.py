"""Who does which job of the outbox: a lease is taken, extended while the job is alive, and given up with how it ended.

Nothing is lost when the database goes away meanwhile: an end that can't be written is kept in this process until it
can. A worker that was killed leaves a lease that ends by itself.
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
# How long the job of a killed worker stands still. What takes longer extends its lease.
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
    """For a long job: say that it is alive, and for how long it may say no more. Does nothing outside the worker."""
    told = structlog.contextvars.get_contextvars()
    if "job" in told:
        ours = Outbox.objects.filter(id=told["job"], attempts=told["attempt"])
        ours.update(leased_until=timezone.now() + timedelta(seconds=seconds))


def end(row: Outbox, **values: Any) -> None:
    """Give the lease up and write how the job ended; kept for `write_ends` where the database does not take it now."""
    _unwritten.append(_End(row.id, row.attempts, {"leased_until": None, **values}))
    write_ends()


def write_ends() -> None:
    """Write what could not be written when it happened. What another worker took up meanwhile is left to it."""
    while _unwritten:
        try:
            ended = _unwritten.popleft()
        except IndexError:  # another thread was here first
            return
        try:
            Outbox.objects.filter(id=ended.job, attempts=ended.attempt, done_at=None).update(**ended.values)
        except OUTAGE:  # nothing else: what can never be written would hold up every job
            _unwritten.appendleft(ended)
            raise
