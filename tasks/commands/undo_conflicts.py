"""Which rows an undo may not delete: others changed them after the batch, or their own work depends on them.

This is read from the log, so that a change that has itself been undone does not count.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from primetrade.commands import Write
from primetrade.models import CREATED, Change
from primetrade.slices import slices
from primetrade.tenancy import TenantModel
from tasks.fields.change_kinds import PURGED
from tasks.fields.task import LABELS, LINK_OF
from tasks.models import Comment, Label, Project, Task, TaskLabel

_MODELS: dict[str, type[TenantModel]] = {"project": Project, "task": Task, "label": Label, "comment": Comment}


def creates_or_restores(change: Change) -> bool:
    """Whether this step created a project, task, label or comment, or took it out of the trash."""
    if change.kind not in _MODELS:
        return False
    return change.verb == CREATED or (
        change.before.get("deleted_at") is not None and change.after.get("deleted_at") is None
    )


def rows_in_use(write: Write, changes: Sequence[Change], rows: Mapping[UUID, Any]) -> set[UUID]:
    """Ids of the `rows` that are not as the batch left them, or that something from outside the batch depends on.

    `changes` are all of the batch, latest first; `rows` what it created or restored, by id. A restored project is in
    use when a task in it was changed; a created one when it holds a task from outside the batch.
    """
    created = {change.object_id for change in changes if change.verb == CREATED}
    projects = [row.id for row in rows.values() if isinstance(row, Project)]
    restored_projects = [project for project in projects if project not in created]
    created_projects = [project for project in projects if project in created]
    parents = [row.id for row in rows.values() if isinstance(row, Task)]

    project_of_task = dict(_tasks_outside(write, "project_id", restored_projects, rows))
    roots = {row.log_root_id for row in rows.values()} | project_of_task.keys()
    in_use = {
        object_id if object_id in rows else project_of_task.get(root_id, root_id)
        for object_id, root_id in _changed_since(write, changes, sorted(roots))
    }
    in_use |= {parent for _, parent in _tasks_outside(write, "parent_id", parents, rows)}
    in_use |= {project for _, project in _tasks_outside(write, "project_id", created_projects, rows)}
    in_use |= _labels_in_use(write, changes, rows)
    return in_use & rows.keys()


def _changed_since(write: Write, changes: Sequence[Change], roots: Sequence[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """The objects below these roots that are not as the batch left them, each with its root."""
    batch = changes[0].batch
    later: dict[UUID, list[Change]] = {}
    for some in slices(roots):
        rows = Change.objects.of(write).filter(root_id__in=some, seq__gt=changes[-1].seq)
        for change in rows.exclude(batch=batch):
            later.setdefault(change.object_id, []).append(change)
    own: dict[UUID, list[Change]] = {}
    for change in changes:
        if change.object_id in later:
            own.setdefault(change.object_id, []).append(change)
    for object_id, by_others in later.items():
        history = sorted([*by_others, *own.get(object_id, ())], key=lambda change: (change.seq, change.n))
        if _differs(history, batch):
            yield object_id, by_others[0].root_id


def _differs(history: Sequence[Change], batch: UUID) -> bool:
    """Whether an object is not as the batch left it. `history` are its changes since the batch began, oldest first."""
    # Fields that the batch did not touch are compared with what the first later change found.
    left_by_batch: dict[str, Any] = {}
    now: dict[str, Any] = {}
    if any(change.verb == PURGED for change in history):
        return False
    for change in history:
        before, after = _before_and_after(change)
        now |= after
        left_by_batch = left_by_batch | after if change.batch == batch else before | left_by_batch
    if left_by_batch.get("exists") is False:
        return now.get("deleted_at") is None
    return any((now[name] or None) != (value or None) for name, value in left_by_batch.items())


def _before_and_after(change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    """One change as values before and after it: of the fields, of each label and assignee, and of `exists`."""
    link = LINK_OF.get(change.verb)
    if link is not None:
        is_added = change.verb == link.put_on
        key = f"{link.one} {link.identity(change.after if is_added else change.before)}"
        return {key: not is_added}, {key: is_added}
    if change.verb == CREATED:
        return {"exists": False}, {"exists": True} | change.after
    names = [name for name in _MODELS[change.kind].LOGGED if name in change.before or name in change.after]
    return {name: change.before.get(name) for name in names}, {name: change.after.get(name) for name in names}


def _tasks_outside(
    write: Write, column: str, holders: Sequence[UUID], rows: Container[UUID]
) -> Iterable[tuple[UUID, UUID]]:
    """The ids of tasks outside the trash whose parent or project (`column`) is one of `holders`, each with that id.

    Tasks among `rows` are left out.
    """
    for some in slices(holders):
        tasks = Task.objects.of(write).filter(**{f"{column}__in": some}, deleted_at=None)
        yield from ((task, holder) for task, holder in tasks.values_list("id", column) if task not in rows)


def _labels_in_use(write: Write, changes: Iterable[Change], rows: Mapping[UUID, Any]) -> set[UUID]:
    """The labels among `rows` that are on tasks which the batch neither created nor labelled."""
    labels = [row.id for row in rows.values() if isinstance(row, Label)]
    added = {
        (change.object_id, change.after["label"])
        for change in changes
        if change.verb == LABELS.put_on and change.has_values
    }
    in_use: set[UUID] = set()
    for some in slices(labels):
        links = TaskLabel.objects.of(write).filter(label_id__in=some, task__deleted_at=None)
        in_use |= {
            label
            for task, label in links.values_list("task_id", "label_id")
            if (task, str(label)) not in added and task not in rows
        }
    return in_use


def with_their_context(write: Write, in_use: Iterable[UUID], rows: Mapping[UUID, Any]) -> set[UUID]:
    """The ids of the rows in use and of those `rows` that they need: their tasks, parents, projects and labels.

    A row in use that is in the trash itself needs none of these.
    """
    waiting = [
        rows[row_id] for row_id in in_use if row_id in rows and getattr(rows[row_id], "deleted_at", None) is None
    ]
    staying = {row.id for row in waiting}
    while waiting:
        row = waiting.pop()
        for column in ("task_id", "parent_id", "project_id"):
            holder_id: Any = getattr(row, column, None)
            holder = rows.get(holder_id)
            if holder is not None and holder.id not in staying:
                staying.add(holder.id)
                waiting.append(holder)
    tasks = [row_id for row_id in staying if isinstance(rows[row_id], Task)]
    for some in slices(tasks):
        labels = TaskLabel.objects.of(write).filter(task_id__in=some).values_list("label_id", flat=True)
        staying |= {label for label in labels if label in rows}
    return staying
