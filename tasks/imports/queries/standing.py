"""What became of imports after they ran: whether undone, which earlier run imported the tasks, which remain."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from primetrade.models import CREATED, Change
from primetrade.tenancy import Tenant
from tasks.fields.change_kinds import RESTORED
from tasks.imports.models import Import
from tasks.models import Task

RUNS_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class RemainingTask:
    """An imported task, and its project."""

    key: str
    title: str
    status: str
    priority: int
    project_key: str
    project_name: str


def undone_by(workspace: Tenant, batches: Collection[UUID]) -> dict[UUID, UUID]:
    """Maps those of the batches that are undone to their last undo that was not itself undone.

    Takes one statement per level of undoing (an undo, its undo, …), and one more.
    """
    levels: list[dict[UUID, list[UUID]]] = []
    asked = set(batches)
    while asked:
        rows = Change.objects.of(workspace).filter(undoes__in=asked).values("undoes", "batch")
        undos: dict[UUID, list[UUID]] = {}
        for undone, batch in rows.annotate(at=Max("seq")).order_by("at").values_list("undoes", "batch"):
            undos.setdefault(undone, []).append(batch)
        levels.append(undos)
        asked = {batch for some in undos.values() for batch in some}
    last_undo: dict[UUID, UUID] = {}
    for undos in reversed(levels):
        for undone, some in undos.items():
            if hold := [batch for batch in some if batch not in last_undo]:
                last_undo[undone] = hold[-1]
    return {batch: last_undo[batch] for batch in batches if batch in last_undo}


def earlier_runs(workspace: Tenant, rows: Iterable[Import]) -> dict[UUID, Import]:
    """For imports that changed nothing, by id: the last earlier run of the same board that did and is not undone."""
    unchanged = [row for row in rows if row.state == Import.State.DONE and row.batch is None]
    boards = {board for row in unchanged if (board := row.choices.get("board"))}
    if not boards:
        return {}
    runs = Import.objects.of(workspace).filter(state=Import.State.DONE, batch__isnull=False)
    runs = runs.filter(choices__board__in=boards).defer("items").order_by("-created_at", "-id")
    last = list(runs[:RUNS_REMEMBERED])
    undone = undone_by(workspace, [run.batch for run in last if run.batch])
    earlier = {}
    for row in unchanged:
        for run in last:
            same = run.format == row.format and run.choices["board"] == row.choices.get("board")
            if same and run.batch not in undone and (run.created_at, run.id) < (row.created_at, row.id):
                earlier[row.id] = run
                break
    return earlier


def remaining_tasks(workspace: Tenant, batch: UUID, *, limit: int) -> tuple[list[RemainingTask], bool]:
    """The tasks that a batch created or restored and that are not in the trash; and whether there are more."""
    brought = Change.objects.of(workspace).filter(batch=batch, kind="task", verb__in=(CREATED, RESTORED))
    rows = Task.objects.of(workspace).filter(deleted_at=None, project__deleted_at=None)
    rows = rows.filter(id__in=brought.values("object_id")).order_by("project_id", "number")
    values = rows.values_list("number", "title", "status", "priority", "project__key", "project__name")
    tasks = [
        RemainingTask(f"{key}-{number}", title, status, priority, key, name)
        for number, title, status, priority, key, name in values[: limit + 1]
    ]
    return tasks[:limit], len(tasks) > limit
