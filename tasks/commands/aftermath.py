"""What became of the things a batch created: are they still as it left them, and does others' work hang on them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from primetrade.commands import Write, encoded
from primetrade.models import Change
from primetrade.slices import slices
from primetrade.tenancy import TenantModel
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel

from .lookup import with_tasks

_MODELS: dict[str, type[TenantModel]] = {"project": Project, "task": Task, "label": Label, "comment": Comment}


class Aftermath:
    """Compares what a batch created with what is there now. `changes` are all of the batch, latest first."""

    def __init__(self, write: Write, changes: Sequence[Change]) -> None:
        self._write = write
        self._left: dict[UUID, dict[str, Any]] = {}  # fields as the batch left them
        self._labels: set[tuple[UUID, str]] = set()
        self._people: set[tuple[UUID, str | None, str]] = set()
        self._kinds: dict[str, list[UUID]] = {}
        for change in reversed(changes):
            self._replay(change)

    def worked_on(self) -> set[UUID]:
        """Ids of created objects that are not as the batch left them, or that others' things hang on."""
        found: set[UUID] = set()
        for kind, ids in self._kinds.items():
            for some in slices(ids):
                found |= self._changed(kind, some)
                if kind == "task":
                    found |= self._task_has_more(some)
                if kind == "label":
                    used = TaskLabel.objects.of(self._write).filter(label_id__in=some, task__deleted_at=None)
                    found |= {
                        label for task, label in used.values_list("task_id", "label_id")
                        if (task, str(label)) not in self._labels and task not in self._left
                    }  # fmt: skip
                if kind in ("task", "project"):
                    found |= self._holds_tasks("parent_id" if kind == "task" else "project_id", some)
        return found

    def _replay(self, change: Change) -> None:
        if not change.before and not change.after:
            return  # its words were blanked with what was purged
        if change.verb == "created" and change.kind in _MODELS:
            self._left[change.object_id] = dict(change.after)
            self._kinds.setdefault(change.kind, []).append(change.object_id)
        elif change.verb == "label_added":
            self._labels.add((change.object_id, change.after["label"]))
        elif change.verb == "label_removed":
            self._labels.discard((change.object_id, change.before["label"]))
        elif change.verb == "assigned":
            self._people.add((change.object_id, change.after["user"], change.after["name"]))
        elif change.verb == "unassigned":
            self._people.discard((change.object_id, change.before["user"], change.before["name"]))
        elif change.object_id in self._left:
            self._left[change.object_id] |= change.after

    def _changed(self, kind: str, ids: Sequence[UUID]) -> set[UUID]:
        rows: Iterable[Any] = _MODELS[kind].objects.of(self._write).filter(id__in=ids)
        return {
            row.id
            for row in rows
            if any(
                _or_nothing(encoded(getattr(row, name))) != _or_nothing(self._left[row.id].get(name))
                for name in row.LOGGED
            )
        }

    def _task_has_more(self, ids: Sequence[UUID]) -> set[UUID]:
        write = self._write
        labels = TaskLabel.objects.of(write).filter(task_id__in=ids).values_list("task_id", "label_id")
        people = TaskAssignee.objects.of(write).filter(task_id__in=ids).values_list("task_id", "user_id", "name")
        comments = Comment.objects.of(write).filter(task_id__in=ids, deleted_at=None).values_list("task_id", "id")
        now_labels = {(task, str(label)) for task, label in labels}
        now_people = {(task, str(user) if user else name) for task, user, name in people}
        left_labels = {link for link in self._labels if link[0] in set(ids)}
        left_people = {(task, user or name) for task, user, name in self._people if task in set(ids)}
        differing = {link[0] for link in (now_labels ^ left_labels)} | {link[0] for link in (now_people ^ left_people)}
        return differing | {task for task, comment in comments if comment not in self._left}

    def _holds_tasks(self, field: str, ids: Sequence[UUID]) -> set[UUID]:
        inside = Task.objects.of(self._write).filter(**{f"{field}__in": ids}, deleted_at=None)
        return {holder for holder, task in inside.values_list(field, "id") if task not in self._left}


def with_what_it_stands_in(write: Write, kept: Iterable[UUID], made: Mapping[UUID, Any]) -> set[UUID]:
    """The ids of `kept` and those of `made` rows that they need to be seen: tasks, parents, projects and labels.

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


def _or_nothing(value: Any) -> Any:
    return None if value in (None, "") else value
