"""Writes up to 500 items of an import: creates new tasks in bulk, and updates those that are known by their id in the
source (updates.py). Tasks that people put in the trash stay there, unless the person chose to restore them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from primetrade.commands import Write
from tasks.commands import positions
from tasks.commands.placement import next_number_and_position
from tasks.imports.choices import Choices
from tasks.imports.items import Items, TaskItem
from tasks.imports.values import goes_to_trash, values_of
from tasks.models import Comment, Task
from tasks.models.task import OPEN

from .batch import ImportBatch
from .comments import write_comments
from .labels import COMING, Belongings
from .updates import TaskUpdates


class TaskImport:
    """One batch of items in one transaction. Call `lock`, then `save`; `counts` says what became of the items."""

    def __init__(
        self, write: Write, items: Items, task_items: Sequence[TaskItem], choices: Choices, project: UUID | None
    ) -> None:
        self._write = write
        self._batch = ImportBatch(write, items, task_items, choices, project)
        self._new: list[Task] = []

    @property
    def counts(self) -> Counter[str]:
        return self._batch.counts

    def lock(self) -> None:
        """Lock the projects, then the tasks. Raises InvalidInput if the target project is gone or archived."""
        self._batch.lock()

    def save(self) -> None:
        """Write the items."""
        batch = self._batch
        known = [(batch.tasks[item.source_id], item) for item in batch.task_items if item.source_id in batch.tasks]
        belongings = Belongings(batch)
        for item in batch.task_items:
            if item.source_id not in batch.tasks:
                self._create(item)
        self._give_places(belongings)
        if known:
            TaskUpdates(batch, belongings, known).bring_up_to_date()
        comments = write_comments(batch, self._new)
        Task.objects.bulk_create(self._new)
        belongings.save()
        Comment.objects.bulk_create(comments)

    def _create(self, item: TaskItem) -> None:
        batch, at = self._batch, self._write.at
        parent, goes = batch.parent_of(item), goes_to_trash(item, batch.choices)
        if parent is not None and (parent.project_id not in batch.projects or (parent.deleted_at and not goes)):
            batch.counts["trashed"] += 1
            return
        values = values_of(item, batch.choices, zone=batch.choices.zone)
        task = Task(
            workspace_id=self._write.workspace_id,
            project_id=parent.project_id if parent else batch.target.id,
            parent_id=parent.id if parent else None,
            created_by_id=self._write.caller.actor_id,
            created_by_name=self._write.caller.actor_name,
            external_source=batch.items.source,
            external_id=item.source_id,
            created_at=item.created_at or at,
            updated_at=at,
            completed_at=None if values["status"] in OPEN else item.done_at or item.created_at or at,
            deleted_at=((parent.deleted_at if parent else None) or at) if goes else None,
            **values,
        )
        batch.tasks[item.source_id] = task
        self._new.append(task)
        batch.counts["created"] += 1

    def _give_places(self, belongings: Belongings) -> None:
        """Give new tasks numbers and positions, then log them in order, each before its labels and people."""
        homes: defaultdict[UUID, list[Task]] = defaultdict(list)
        for task in self._new:
            homes[task.project_id].append(task)
        for home, tasks in homes.items():
            project = self._batch.projects[home]
            number, _ = next_number_and_position(project, count=len(tasks))
            for back, task in zip(range(len(tasks) - 1, -1, -1), tasks, strict=True):
                task.number, task.position = number - back, positions.at(project.last_position - back)
        items = {item.source_id: item for item in self._batch.task_items}
        for task in self._new:
            item = items[task.external_id]
            self._write.log_added(task)
            for link in COMING:
                for linked in belongings.of(item, link).values():
                    belongings.put(task, link, linked)
