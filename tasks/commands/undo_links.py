"""Undo of the labels and people that a batch put on tasks or took off them, in few statements however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from primetrade.commands import Write
from primetrade.models import Change
from primetrade.slices import slices
from tasks.fields.declaration import Link
from tasks.fields.task import LINK_OF, LINKS
from tasks.models import Task

from .undo_report import UndoReport

Place = tuple[UUID, str]  # a task's id, and what identifies the label or person on it


def take_back_links(
    write: Write, changes: Sequence[tuple[Task, Change]], report: UndoReport
) -> tuple[int, dict[Link, set[UUID]]]:
    """Reverse these changes of locked tasks, latest first.

    Returns how many it reversed, and the ids of the objects that it put back. Reports those that no longer exist.
    """
    steps = 0
    touched: dict[UUID, Task] = {}
    put_back: dict[Link, set[UUID]] = {}
    for link in LINKS:
        links = _LinkUndo(write, link, [one for one in changes if LINK_OF[one[1].verb] is link])
        links.take_back(report)
        links.save()
        steps += links.steps
        touched |= links.touched
        put_back[link] = links.put_back
    write.touch_all(list(touched.values()))
    return steps, put_back


class _LinkUndo:
    """The state of one link: what is on the tasks before and after, and the tasks that this touches."""

    def __init__(self, write: Write, link: Link, changes: Sequence[tuple[Task, Change]]) -> None:
        self.write, self.link, self.changes = write, link, changes
        self.steps = 0
        self.touched: dict[UUID, Task] = {}
        self.put_back: set[UUID] = set()
        self._found: dict[Place, UUID] = {}
        for some in slices(sorted({task.id for task, _ in changes})):
            for row in link.model.objects.of(write).filter(task_id__in=some):
                logged = link.logged(link.id_of(row), getattr(row, "name", ""))
                self._found[row.task_id, link.identity(logged)] = row.id
        self._added: dict[Place, dict[str, Any]] = {}  # what the log keeps of it
        self._removed: set[Place] = set()

    def take_back(self, report: UndoReport) -> None:
        """Log each reversal. `save` writes what they come to."""
        existing = self._existing()
        for task, change in self.changes:
            if change.verb == self.link.put_on:
                self._remove(task, change.after)
                continue
            identifier = change.before[self.link.logged_as]
            if identifier and UUID(identifier) not in existing:
                report.add(self.link.gone.format(name=change.before["name"]))
                continue
            if identifier:
                self.put_back.add(UUID(identifier))
            self._add(task, change.before)

    def save(self) -> None:
        """Delete and insert the rows."""
        model, write = self.link.model, self.write
        for some in slices([self._found[place] for place in self._removed]):
            model.objects.of(write).filter(id__in=some).delete()
        model.objects.bulk_create(
            model(workspace_id=write.workspace_id, task_id=task_id, **self.link.row(logged))
            for (task_id, _), logged in self._added.items()
        )

    def _existing(self) -> set[UUID]:
        """The ids of the objects taken off that can be put back."""
        taken_off = {change.before[self.link.logged_as] for _, change in self.changes if change.before}
        ids = sorted(UUID(identifier) for identifier in taken_off if identifier)
        return {identifier for some in slices(ids) for identifier in self.link.existing(self.write, some)}

    def _remove(self, task: Task, logged: dict[str, Any]) -> None:
        place = task.id, self.link.identity(logged)
        if place in self._added:
            del self._added[place]
        elif place in self._found and place not in self._removed:
            self._removed.add(place)
        else:
            return
        self._log(task, self.link.taken_off, logged, {})

    def _add(self, task: Task, logged: dict[str, Any]) -> None:
        place = task.id, self.link.identity(logged)
        if place in self._removed:
            self._removed.remove(place)
        elif place not in self._found and place not in self._added:
            self._added[place] = logged
        else:
            return
        self._log(task, self.link.put_on, {}, logged)

    def _log(self, task: Task, verb: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.write.log(task, verb, before, after)
        self.touched[task.id] = task
        self.steps += 1
