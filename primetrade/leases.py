"""Leases on the outbox's jobs: a worker takes one, extends it while the job runs, and ends it with a result.

A database outage loses nothing: the process keeps a result until it can write it. A killed worker's lease expires.
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
# How long a killed worker's job waits until another worker may claim it. Jobs that take longer extend their lease.
LEASE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class _End:
    """How an attempt at a job ended."""

    job: UUID
    attempt: int
    values: dict[str, Any]


_unwritten: deque[_End] = deque()


def take_lease(now: datetime) -> Outbox | None:
    """Take a lease on the next due job and return it; None if no job is due."""
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
            row.dead_at, row.error = now, "The worker crashed every time it ran this job."
            row.save(update_fields=["dead_at", "error"])
            return None
        row.attempts += 1
        row.leased_until = now + timedelta(seconds=LEASE_SECONDS)
        row.save(update_fields=["attempts", "leased_until"])
    return row


def extend_lease(seconds: float = LEASE_SECONDS) -> None:
    """For long jobs: extend the lease of the current job to `seconds` from now. Does nothing outside the worker."""
    context = structlog.contextvars.get_contextvars()
    if "job" in context:
        ours = Outbox.objects.filter(id=context["job"], attempts=context["attempt"])
        ours.update(leased_until=timezone.now() + timedelta(seconds=seconds))


def end_lease(row: Outbox, **values: Any) -> None:
    """Release the lease and write how the attempt ended; if the database fails now, `write_ends` does so later."""
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
        except OUTAGE:  # nothing else: a result that can never be written would block all jobs
            _unwritten.appendleft(ended)
            raise
