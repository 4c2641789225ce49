"""The job that runs an import: writes it batch by batch, or takes everything back if it fails."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

import structlog
from django.utils import timezone
from django_tasks import task

from accounts.access import access_of
from accounts.models import Membership, Workspace
from primetrade.callers import SystemCaller
from primetrade.commands import KeepsChanging
from primetrade.errors import AccessEnded, NotFound, PrimeTradeError
from primetrade.leases import LEASE_SECONDS, extend_lease
from primetrade.outage import OUTAGE
from tasks.commands.undo import undo
from tasks.imports.choices import Choices
from tasks.imports.commands.runs import BATCH_TASKS, close_import, fail_import, forget_imports, write_import_batch
from tasks.imports.items import unpack
from tasks.imports.models import Import
from tasks.imports.values import coming, with_list_labels

log = structlog.get_logger("primetrade.imports")

WAITING_DAYS = 7
NO_ACCOUNT = "Whoever started this import no longer has an account. Import the file yourself."
NO_LONGER_MEMBER = "Whoever started this import no longer belongs to this workspace. Import the file yourself."
# Undo is one transaction and can't extend the lease; even a busy machine undoes more tasks per second than this.
TAKEN_BACK_A_SECOND = 50
BROKEN = "Something went wrong here, not in your file. Please try again."


@task()
def run_import(workspace: str, run: str) -> None:
    """Continue a running import where it stopped; undo a failed one. Safe to run again at any point."""
    row = Import.objects.of(UUID(workspace)).filter(id=run).first()
    if row is None or row.finished_at is not None:
        return
    began, bound = time.monotonic(), {"workspace": workspace, "run": run, "tasks": row.total}
    log.info("import started", **bound, written=row.done)
    if row.state == Import.State.RUNNING:
        _write_or_fail(row)
        row.refresh_from_db(from_queryset=Import.objects.of(row.workspace_id))
    if row.state == Import.State.FAILED:
        _take_back(row)
    seconds = round(time.monotonic() - began, 1)
    log.info("import finished", **bound, written=row.done, state=row.state, seconds=seconds)


@task()
def forget_waiting_imports() -> None:
    """Delete imports that were uploaded more than WAITING_DAYS ago and never started."""
    before = timezone.now() - timedelta(days=WAITING_DAYS)
    waiting = Import.everywhere.filter(state=Import.State.READY, created_at__lt=before)
    for workspace_id in sorted(waiting.values_list("workspace_id", flat=True).distinct()):
        forget_imports(SystemCaller(workspace_id), before=before)
        extend_lease()


def _write_or_fail(row: Import) -> None:
    try:
        _write(row)
    except (*OUTAGE, KeepsChanging):
        raise  # no database, or others are busy with the same tasks: the outbox tries again
    except (AccessEnded, Membership.DoesNotExist):
        fail_import(SystemCaller(row.workspace_id), run=row.id, reason=NO_LONGER_MEMBER)
    except PrimeTradeError as error:
        fail_import(SystemCaller(row.workspace_id), run=row.id, reason=error.detail)
    except Exception:
        log.exception("import failed", run=str(row.id))
        fail_import(SystemCaller(row.workspace_id), run=row.id, reason=BROKEN)


def _write(row: Import) -> None:
    if row.created_by is None:
        raise NotFound(NO_ACCOUNT)
    workspace, user = Workspace.objects.get(id=row.workspace_id), row.created_by
    choices = Choices(**row.choices)
    items = with_list_labels(unpack(bytes(row.items or b"")), choices)
    tasks = coming(items, choices)
    start, goes_on = row.done, True
    while goes_on:
        batch_items = tasks[start : start + BATCH_TASKS]
        # Check the role again for each batch, so that the import stops when the person is removed.
        access = access_of(user, workspace)
        goes_on = write_import_batch(access, run=row.id, start=start, items=items, batch_items=batch_items).value
        start += len(batch_items)
        extend_lease()


def _take_back(row: Import) -> None:
    extend_lease(LEASE_SECONDS + row.done / TAKEN_BACK_A_SECOND)
    try:
        if row.batch is not None:
            undo(SystemCaller(row.workspace_id), batch=row.batch)
    except NotFound:
        log.info("import wrote nothing", run=str(row.id))
    close_import(SystemCaller(row.workspace_id), run=row.id)
