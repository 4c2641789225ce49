"""The rows that an undo works on: locked in the one order, and tasks saved together, so that a family costs little."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import Membership, Role, Workspace
from primetrade.commands import Write
from primetrade.models import CREATED, Change
from primetrade.slices import slices
from tasks.models import Comment, Label, OldTaskKey, Project, Task

from .lookup import projects_of, require_still_in
from .task_links import linked_with
from .task_moves import ids_below

_MODELS: dict[str, Any] = {
    "project": Project,
    "task": Task,
    "label": Label,
    "comment": Comment,
    "membership": Membership,
}


def locked_rows(write: Write, changes: list[Change]) -> dict[UUID, Any]:
    """The rows of the batch by id, locked in the one order: projects, tasks, then the rest.

    Where tasks or comments may go to the trash, leave it or move, their projects are among them; where tasks go back to
    another project, what is below them; where people leave again, the tasks that they are linked with; with memberships
    all owners, so that two undos at once leave one.
    """
    ids: dict[str, set[UUID]] = {}
    for change in changes:
        ids.setdefault(change.kind, set()).add(change.object_id)
        if change.before.get("project_id"):
            ids.setdefault("project", set()).add(UUID(change.before["project_id"]))
    placed = {change.root_id for change in changes if change.kind in ("task", "comment") and _places(change)}
    homes = projects_of(write, placed)
    leaving = [UUID(change.after["user_id"]) for change in changes if change.kind == "membership" and _adds(change)]
    if leaving:
        ids.setdefault("task", set()).update(linked_with(write, leaving).values_list("id", flat=True))
    ids.setdefault("project", set()).update(homes)
    locked: dict[UUID, Any] = {}
    for kind, model in _MODELS.items():
        if kind == "task" and any("project_id" in change.before for change in changes):
            moved = {change.object_id for change in changes if {"project_id", "parent_id"} & change.before.keys()}
            ids["task"] |= set(ids_below(write, sorted(moved)))
        for some in slices(sorted(ids.get(kind, ()))):
            wanted = Q(id__in=some) | Q(role=Role.OWNER) if model is Membership else Q(id__in=some)
            rows = model.objects.of(write).filter(wanted).order_by("id")
            locked |= {row.id: row for row in rows.select_for_update(no_key=True)}
    require_still_in(homes, (locked[task] for task in placed if isinstance(locked.get(task), Task)))
    if "workspace" in ids:
        workspace = Workspace.objects.filter(id=write.workspace_id)
        locked |= {row.id: row for row in workspace.select_for_update(no_key=True)}
    return locked


def _adds(change: Change) -> bool:
    return change.verb == CREATED and bool(change.after.get("user_id"))


def _places(change: Change) -> bool:
    """Whether undoing a change takes its task or comment to the trash or out of it, below a task, or elsewhere."""
    return change.verb == CREATED or not {"deleted_at", "parent_id", "project_id"}.isdisjoint(change.before)


class UndoneTasks:
    """Tasks as an undo leaves them. `save` writes what `set` changed; until then the database has them as before."""

    def __init__(self, write: Write, rows: dict[UUID, Any]) -> None:
        self.write, self._rows = write, rows
        self._changed: dict[UUID, tuple[Task, set[str]]] = {}
        self._freed: set[tuple[UUID, int, UUID]] = set()
        self._reserved: dict[tuple[UUID, int, UUID], OldTaskKey] = {}
        self._others: dict[UUID, Task | None] = {}

    def read_parents(self) -> None:
        """Read the parents of the locked tasks that are not locked, all at once."""
        parents = {row.parent_id for row in self._rows.values() if isinstance(row, Task) and row.parent_id}
        for some in slices(sorted(parents - self._rows.keys())):
            self._others |= {row.id: row for row in Task.objects.of(self.write).filter(id__in=some)}

    def by_id(self, task: UUID | None) -> Task | None:
        """A task, locked or not; None for one that was purged."""
        if task is None or task in self._rows:
            return self._rows[task] if task else None
        if task not in self._others:
            self._others[task] = Task.objects.of(self.write).filter(id=task).first()
        return self._others[task]

    def project(self, project: UUID) -> Project | None:
        """A locked project: one that a task may leave or go to."""
        return self._rows.get(project)

    def set(self, row: Task, *, verb: str, **values: Any) -> bool:
        """Set and log values of a locked task. False if none differs."""
        if "project_id" in values:
            self._swap_reserved_keys(row, values)
        changed = self.write.set(row, verb=verb, **values)
        if changed:
            self._changed.setdefault(row.id, (row, set()))[1].update(changed)
        return bool(changed)

    def save(self) -> None:
        self.write.save_all(list(self._changed.values()))
        self._changed.clear()
        reserved = OldTaskKey.objects.of(self.write)
        for some in slices(sorted({task for *_, task in self._freed})):
            keys = reserved.filter(task_id__in=some)
            freed = [key.id for key in keys if (key.project_id, key.number, key.task_id) in self._freed]
            reserved.filter(id__in=freed).delete()
        OldTaskKey.objects.bulk_create(self._reserved.values())
        self._freed.clear()
        self._reserved.clear()

    def _swap_reserved_keys(self, row: Task, values: dict[str, Any]) -> None:
        """The task gets back the number that was reserved for it, and the one it leaves is reserved instead."""
        number = values.get("number", row.number)  # not logged where both projects gave the same number
        back = (values["project_id"], number, row.id)
        if self._reserved.pop(back, None) is None:
            self._freed.add(back)
        left = (row.project_id, row.number, row.id)
        project_id, number, task_id = left
        self._reserved[left] = OldTaskKey(
            workspace_id=self.write.workspace_id, project_id=project_id, number=number, task_id=task_id
        )
