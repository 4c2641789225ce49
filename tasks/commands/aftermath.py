"""What became of the things a batch made, or brought out of the trash: did others change them since, or hang their work
on them? Read from the log, so that what was changed and taken back again counts for nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from primetrade.commands import Write, encoded
from primetrade.models import Change
from primetrade.slices import slices
from primetrade.tenancy import TenantModel
from tasks.fields.task import LABELS, LINK_OF
from tasks.models import Comment, Label, Project, Task, TaskLabel

from .lookup import with_tasks

_MODELS: dict[str, type[TenantModel]] = {"project": Project, "task": Task, "label": Label, "comment": Comment}


def is_brought(change: Change) -> bool:
    """Whether this step made something, or brought it out of the trash."""
    if change.kind not in _MODELS:
        return False
    return change.verb == "created" or (
        change.before.get("deleted_at") is not None and change.after.get("deleted_at") is None
    )


def worked_on(write: Write, changes: Sequence[Change], brought: Mapping[UUID, Any]) -> set[UUID]:
    """Ids of the `brought` rows that are not as the batch left them, or that others' things hang on.

    `changes` are all of the batch, latest first. A project that came back from the trash is worked on when a task in it
    is; one that was made holds nothing but what was made with it.
    """
    made = {change.object_id for change in changes if change.verb == "created"}
    reopened = [row.id for row in brought.values() if isinstance(row, Project) and row.id not in made]
    inside = dict(_tasks(write, "project_id", reopened, brought))
    roots = {row.log_root_id for row in brought.values()} | inside.keys()
    found = set()
    for object_id, root_id in _touched_since(write, changes, sorted(roots)):
        found.add(object_id if object_id in brought else inside.get(root_id, root_id))
    parents = [row.id for row in brought.values() if isinstance(row, Task)]
    homes = [row.id for row in brought.values() if isinstance(row, Project) and row.id in made]
    found |= {holder for _, holder in _tasks(write, "parent_id", parents, brought)}
    found |= {holder for _, holder in _tasks(write, "project_id", homes, brought)}
    found |= _labels_in_use(write, changes, brought)
    return found & brought.keys()


def _touched_since(write: Write, changes: Sequence[Change], roots: Sequence[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """The objects, each with its root, that others changed since the batch did, and that are not as it left them."""
    others: dict[UUID, list[Change]] = {}
    for some in slices(roots):
        rows = Change.objects.of(write).filter(root_id__in=some, seq__gt=changes[-1].seq)
        for change in rows.exclude(batch=changes[0].batch):
            others.setdefault(change.object_id, []).append(change)
    own: dict[UUID, list[Change]] = {}
    for change in changes:
        if change.object_id in others:
            own.setdefault(change.object_id, []).append(change)
    for object_id, found in others.items():
        story = sorted([*found, *own.get(object_id, ())], key=lambda change: (change.seq, change.n))
        if _differs(story, changes[0].batch):
            yield object_id, found[0].root_id


def _differs(story: Iterable[Change], batch: UUID) -> bool:
    """Whether an object ends otherwise than the batch left it. `story` is what happened to it since, in order."""
    left: dict[str, Any] = {}  # as the batch left it: what it did not touch, as the first of the others found it
    now: dict[str, Any] = {}
    for change in story:
        if change.verb == "purged":
            return False
        before, after = _step(change)
        now |= after
        left = left | after if change.batch == batch else before | left
    if left.get("there") is False:
        return now.get("deleted_at") is None
    return any((now[name] or None) != (value or None) for name, value in left.items())


def _step(change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    """What one change says of the fields, and of each label and person, before and after it."""
    link = LINK_OF.get(change.verb)
    if link is not None:
        on = change.verb == link.put_on
        key = f"{link.one} {link.row(change.after if on else change.before)}"
        return {key: not on}, {key: on}
    names = [name for name in _MODELS[change.kind].LOGGED if name in change.before or name in change.after]
    if change.verb == "created":
        return {"there": False}, {"there": True} | change.after
    return {name: change.before.get(name) for name in names}, {name: change.after.get(name) for name in names}


def _tasks(write: Write, field: str, holders: Sequence[UUID], brought: Container[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """The tasks of these parents or projects, each with its holder, that are not in the trash, nor of the batch."""
    for some in slices(holders):
        rows = Task.objects.of(write).filter(**{f"{field}__in": some}, deleted_at=None)
        yield from ((task, holder) for task, holder in rows.values_list("id", field) if task not in brought)


def _labels_in_use(write: Write, changes: Iterable[Change], brought: Mapping[UUID, Any]) -> set[UUID]:
    """Labels of the batch that are on other tasks, where it did not put them."""
    labels = [row.id for row in brought.values() if isinstance(row, Label)]
    put = {(change.object_id, change.after["label"]) for change in changes if change.verb == LABELS.put_on}
    found: set[UUID] = set()
    for some in slices(labels):
        used = TaskLabel.objects.of(write).filter(label_id__in=some, task__deleted_at=None)
        found |= {
            label
            for task, label in used.values_list("task_id", "label_id")
            if (task, str(label)) not in put and task not in brought
        }
    return found


def with_what_it_stands_in(write: Write, kept: Iterable[UUID], made: Mapping[UUID, Any]) -> set[UUID]:
    """The ids of `kept` and of those `made` rows that they need to be seen: tasks, parents, projects and labels.

    What is in the trash by itself needs nothing.
    """
    waiting = [made[found] for found in kept if found in made and getattr(made[found], "deleted_at", None) is None]
    stays = {row.id for row in waiting}
    while waiting:
        row = waiting.pop()
        for name in ("task_id", "parent_id", "project_id"):
            above: Any = getattr(row, name, None)
            holder = made.get(above)
            if holder is not None and holder.id not in stays:
                stays.add(holder.id)
                waiting.append(holder)
    tasks = [found for found in stays if isinstance(made[found], Task)]
    for some in slices(tasks):
        labels = TaskLabel.objects.of(write).filter(task_id__in=some).values_list("label_id", flat=True)
        stays |= {label for label in labels if label in made}
    return stays


def trash_all(write: Write, rows: Sequence[Any]) -> None:
    """To the trash, many at once; each logged."""
    for model in (Comment, Task, Label, Project):
        some = [row for row in rows if isinstance(row, model)]
        extra = {"updated_at": write.at} if hasattr(model, "updated_at") else {}
        for ids in slices([row.id for row in some]):
            found = model.objects.of(write).filter(id__in=ids)
            found.update(deleted_at=write.at, version=F("version") + 1, **extra)
        for row in some:
            also = with_tasks(write, row) if isinstance(row, Project) else {}
            write.log(row, "deleted", {"deleted_at": None}, {"deleted_at": encoded(write.at)} | also)
