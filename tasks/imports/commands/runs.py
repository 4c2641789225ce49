"""Imports: started from a file's items, confirmed with a person's choices, written in batches, stopped.

Everything an import writes is one batch of the log, so that one Undo reverses it. The Import row itself is not
logged: its state and progress are not content of the workspace and raise no version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from primetrade.commands import Write, command
from primetrade.errors import Conflict, NotFound
from primetrade.models import Change
from primetrade.text import without_unseen
from tasks.commands.lookup import logged_tasks_count
from tasks.commands.names import require_name_to_restore
from tasks.commands.projects import add_project
from tasks.fields.change_kinds import RESTORED
from tasks.imports.choices import Choices, checked
from tasks.imports.items import Items, TaskItem
from tasks.imports.models import Import
from tasks.imports.plan import preview
from tasks.imports.values import coming, lost_list_names
from tasks.models import Project

from .tasks import TaskImport

BATCH_TASKS = 500
FILE_NAME_CHARACTERS = 200
JOB = "tasks.imports.jobs.run_import"
STOPPED = "Stopped by {name}."
TAKEN_BACK = "{reason} Everything was taken back."


@command("edit")
def start_import(write: Write, *, items: Items, packed: bytes, file_name: str) -> Import:
    """Store what was read from a file until the person has chosen. The file itself is not kept.

    `packed` is the result of `pack(items)`, which is slow: call it outside the transaction.
    """
    run = Import(
        workspace_id=write.workspace_id,
        format=items.source,
        file_name=without_unseen(file_name)[:FILE_NAME_CHARACTERS],
        items=packed,
        total=len(items.tasks),
        created_by_id=write.caller.actor_id,
        created_at=write.at,
    )
    run.save(force_insert=True)
    return run


@command("edit")
def confirm_import(
    write: Write,
    *,
    run: UUID,
    items: Items | None,
    project: UUID | None = None,
    project_name: str | None = None,
    statuses: Mapping[str, str] | None = None,
    people: Mapping[str, UUID | None] | None = None,
    archived: str | None = None,
    trashed: str | None = None,
) -> Import:
    """Apply the choices (imports/choices.py; omitted ones stay as proposed) and hand the import to the worker.

    `items` are those of the run, unpacked before the transaction; None if it has none any more. With `project_name` but
    no `project`, creates a new project if any task goes into it; restores the board's own from the trash. Raises
    NotFound, Conflict (not waiting any more), InvalidInput naming the choice, NotAllowed (to create or restore a
    project).
    """
    row = _locked(write, run)
    if row.state != Import.State.READY or items is None:
        raise Conflict("This import has been started already. Open it to see how far it is.")
    shown = preview(items, write, user=getattr(write.caller, "user", None))
    choices = checked(
        write,
        items,
        shown.proposed,
        home=shown.existing.home.id if shown.existing.home else None,
        taken=shown.existing.project_names,
        project=project,
        project_name=project_name,
        statuses=statuses,
        people=people,
        archived=archived,
        trashed=trashed,
    )
    come = coming(items, choices)
    row.result = {"left_out": len(items.tasks) - len(come)}
    if choices.project:
        row.project_id = UUID(choices.project)
        row.result["projects"] = _bring_back(write, row.project_id)
    elif shown.existing.need_a_project(come, choices):
        row.project_id = _new_project(write, items, choices)
    row.choices = replace(choices, gone=lost_list_names(items, choices)).as_json()
    row.batch = write.batch
    row.total = len(come)
    row.state = Import.State.RUNNING
    row.created_by_id = write.caller.actor_id
    row.save(update_fields=["project", "choices", "batch", "total", "result", "state", "created_by"])
    write.enqueue(JOB, {"workspace": str(write.workspace_id), "run": str(row.id)}, dedupe_key=f"import:{row.id}")
    return row


@command("edit")
def write_import_batch(write: Write, *, run: UUID, start: int, items: Items, batch_items: list[TaskItem]) -> bool:
    """Write `batch_items`, the import's items from index `start` on. Returns whether the import is still running.

    Progress is stored in the same transaction: if a worker dies, no batch is half written, and the next worker
    continues. Does nothing if another worker wrote the batch already, or the import was stopped.
    """
    started = Import.objects.of(write).filter(id=run).only("id", "project_id", "choices", "batch").first()
    if started is None:
        raise NotFound("There is no such import here.")
    write.batch = started.batch or write.batch  # the whole import is undone as one
    writing = TaskImport(write, items, batch_items, Choices(**started.choices), started.project_id)
    writing.lock()
    row = _locked(write, run)
    if row.state != Import.State.RUNNING or row.done != start:
        return row.state == Import.State.RUNNING
    writing.save()
    row.done = start + len(batch_items)
    row.result = dict(Counter(row.result) + writing.counts)
    if row.done >= row.total:
        row.state, row.finished_at, row.items = Import.State.DONE, write.at, None
        row.batch = row.batch if write.changes else _written(write, row)
    row.save(update_fields=["done", "result", "state", "finished_at", "items", "batch"])
    return row.state == Import.State.RUNNING


@command("edit")
def stop_import(write: Write, *, run: UUID) -> Import:
    """End a running import, one's own or as an admin; the worker undoes what it wrote, including a new project.

    Raises NotFound, Conflict (not running any more), NotAllowed.
    """
    row = _locked(write, run)
    if row.state != Import.State.RUNNING:
        raise Conflict("This import is no longer running.")
    if row.created_by_id != write.caller.actor_id:
        write.caller.require("manage_projects")
    _end(row, STOPPED.format(name=write.caller.actor_name))
    write.enqueue(JOB, {"workspace": str(write.workspace_id), "run": str(row.id)})
    return row


@command("edit")
def discard_import(write: Write, *, run: UUID) -> None:
    """Delete an import that waits for choices. Raises NotFound, Conflict (it was started)."""
    row = _locked(write, run)
    if row.state != Import.State.READY:
        raise Conflict("This import has been started already. Open it to see how far it is.")
    Import.objects.of(write).filter(id=row.id).delete()


@command("edit")
def forget_imports(write: Write, *, before: datetime) -> None:
    """Delete imports created before a time that still wait for choices. For the daily job."""
    Import.objects.of(write).filter(state=Import.State.READY, created_at__lt=before).delete()


@command("edit")
def fail_import(write: Write, *, run: UUID, reason: str) -> Import:
    """Mark a running import as failed, with the reason as a sentence for the person. For the job."""
    row = _locked(write, run)
    if row.state == Import.State.RUNNING:
        _end(row, reason)
    return row


@command("edit")
def close_import(write: Write, *, run: UUID) -> None:
    """Mark a failed import as finished, after what it wrote was undone. For the job."""
    row = _locked(write, run)
    row.finished_at, row.items, row.batch = write.at, None, _written(write, row)
    row.save(update_fields=["finished_at", "items", "batch"])


def _locked(write: Write, run: UUID) -> Import:
    row: Import | None = Import.objects.of(write).filter(id=run).select_for_update(no_key=True).first()
    if row is None:
        raise NotFound("There is no such import here.")
    return row


def _end(row: Import, reason: str) -> None:
    """The worker then undoes what was written."""
    row.state, row.error = Import.State.FAILED, TAKEN_BACK.format(reason=reason)
    row.save(update_fields=["state", "error"])


def _written(write: Write, row: Import) -> UUID | None:
    """The batch of the import if it changed anything, else None."""
    return row.batch if Change.objects.of(write).filter(batch=row.batch).exists() else None


def _bring_back(write: Write, project: UUID) -> int:
    """Restore a project if it is in the trash. Returns how many were restored: 1 or 0."""
    there = Project.objects.of(write).filter(id=project, deleted_at__isnull=False)
    row = there.select_for_update(no_key=True).first()
    if row is None:
        return 0
    write.caller.require("manage_projects")
    require_name_to_restore(write, row)
    return int(write.edit(row, verb=RESTORED, also=logged_tasks_count(write, row), deleted_at=None))


def _new_project(write: Write, items: Items, choices: Choices) -> UUID:
    write.caller.require("manage_projects")
    return add_project(write, name=choices.project_name, description=items.description).id
