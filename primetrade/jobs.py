"""The outbox as the backend of Django's Tasks interface, and the worker's loop.

A job is declared with `@task` in an app's jobs.py and enqueued with `.enqueue()`, or by a command with `write.enqueue`,
which writes it in the command's transaction. It runs at least once: the worker takes a lease (primetrade/leases.py),
runs the job and marks the row. Retries back off; after MAX_ATTEMPTS the job is dead and its row is kept for an
operator to look at.
"""

from __future__ import annotations

import threading
import traceback
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.apps import apps
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from primetrade.leases import MAX_ATTEMPTS, end_lease, take_lease, write_ends
from primetrade.models import Outbox
from primetrade.outage import OUTAGE, reason

log = structlog.get_logger("primetrade.jobs")

IDLE_SECONDS = 0.5
# How long a worker waits after an outage of its database, or another failure, before it tries again.
AWAY_SECONDS = 2.0
KEPT_DAYS = 7


class OutboxBackend(BaseTaskBackend):
    """`.enqueue()` writes an outbox row, in the current transaction if one is open."""

    supports_defer = True
    task_class = Task

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if args:
            raise TypeError("Jobs take keyword arguments only, so that a stored one can be read.")
        row = Outbox.objects.create(
            kind=task.module_path, payload=kwargs, run_at=task.run_after or timezone.now(), workspace_id=None
        )
        return TaskResult(
            task=task,
            id=str(row.id),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=[],
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


def run_worker(stop: threading.Event) -> None:
    """Run the outbox's jobs until `stop` is set, finishing the current job first.

    Logs the start and end of a database outage, and other failures once for as long as they repeat.
    """
    away, failed = False, ""
    while not stop.is_set():
        pause = 0.0
        try:
            if not run_one():
                pause = IDLE_SECONDS
                plan_schedules(timezone.now())
            if away:
                log.info("the worker has its database again")
            away, failed = False, ""
        except OUTAGE as error:
            if not away:
                away = True
                log.error("the worker waits for its database", reason=reason(error))
            pause = AWAY_SECONDS
        except Exception as error:
            if failed != reason(error):
                failed = reason(error)
                log.exception("the worker failed")
            pause = AWAY_SECONDS
        close_old_connections()
        if pause:
            stop.wait(pause)


def run_due(limit: int = 100) -> int:
    """Run the jobs that are due now, at most `limit`; returns how many ran. For tests and shells."""
    done = 0
    while done < limit and run_one():
        done += 1
    return done


def run_one() -> bool:
    """Claim and run the next due job. False when there is none."""
    write_ends()
    row = take_lease(timezone.now())
    if row is None:
        return False
    structlog.contextvars.bind_contextvars(job=str(row.id), kind=row.kind, attempt=row.attempts)
    try:
        import_string(row.kind).func(**row.payload)
    except Exception as error:  # noqa: BLE001 (whatever a job raises is stored in its row)
        _failed(row, error)
    else:
        end_lease(row, done_at=timezone.now(), error="")
    finally:
        structlog.contextvars.unbind_contextvars("job", "kind", "attempt")
    return True


def schedule() -> dict[str, int]:
    """The period of each scheduled job: kind (dotted path of the task) → seconds, from each AppConfig's `schedule`."""
    declared = (getattr(app, "schedule", {}) for app in apps.get_app_configs())
    return {kind: seconds for one in declared for kind, seconds in one.items()}


def plan_schedules(now: datetime) -> None:
    """Add each schedule's job for the current period if it is missing; a unique key stops two workers adding it."""
    rows = []
    for kind, seconds in schedule().items():
        due = datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=now.tzinfo)
        rows.append(Outbox(kind=kind, run_at=due, dedupe_key=f"{kind}@{due:%Y-%m-%dT%H:%M:%S}"))
    known = set(
        Outbox.objects.filter(dedupe_key__in=[row.dedupe_key for row in rows]).values_list("dedupe_key", flat=True)
    )
    Outbox.objects.bulk_create([row for row in rows if row.dedupe_key not in known], ignore_conflicts=True)


def _failed(row: Outbox, error: Exception) -> None:
    if isinstance(error, OUTAGE):
        log.error("job failed", reason=reason(error))
    else:
        log.error("job failed", exc_info=error)
    now = timezone.now()
    end_lease(
        row,
        run_at=now + timedelta(seconds=2**row.attempts),
        error="".join(traceback.format_exception_only(error))[:2000].replace("\0", "\ufffd"),  # PostgreSQL refuses NUL
        dead_at=now if row.attempts >= MAX_ATTEMPTS else None,
    )
