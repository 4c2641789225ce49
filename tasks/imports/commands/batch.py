"""What one transaction of an import works on: items of the file, their existing tasks, and the projects involved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from primetrade.commands import Repeat, Write
from primetrade.errors import InvalidInput
from primetrade.slices import slices
from tasks.commands.lookup import locked_projects, require_not_archived
from tasks.imports.choices import Choices
from tasks.imports.items import Items, TaskItem
from tasks.models import Comment, Project, Task

from .archived import outside_archives


class ImportBatch:
    """`tasks` are the existing ones by the ids of the source, and new ones once created; `projects` are those not in
    the trash. `counts` says what became of the items.
    """

    def __init__(
        self, write: Write, items: Items, task_items: Sequence[TaskItem], choices: Choices, project: UUID | None
    ) -> None:
        self.write, self.items, self.task_items, self.choices = write, items, task_items, choices
        self.counts: Counter[str] = Counter()
        self.projects: dict[UUID, Project] = {}
        self.tasks: dict[str, Task] = {}
        self._target_id = project
        self._in_file = {item.source_id: item for item in items.tasks}

    def lock(self) -> None:
        """Lock the projects, then the tasks. Raises InvalidInput if the target project is gone or archived."""
        wanted = {item.source_id for item in self.task_items} | {
            item.parent_id for item in self.task_items if item.parent_id
        }
        known = [self.known(Task, some) for some in slices(sorted(wanted))]
        homes = {home for rows in known for home in rows.values_list("project_id", flat=True)}
        homes |= {self._target_id} - {None}
        self.projects = locked_projects(self.write, *homes)
        if self._target_id is not None:
            require_not_archived(self.target)
        for rows in known:
            for row in rows.order_by("id").select_for_update(no_key=True):
                if row.project_id not in homes:
                    raise Repeat  # the task was moved between the two reads
                self.tasks[row.external_id] = row
        kept = outside_archives(self.task_items, self.tasks, self.projects)
        if len(kept) < len(self.task_items):
            self.counts["unchanged"], self.task_items = len(self.task_items) - len(kept), kept

    @property
    def target(self) -> Project:
        """The project for new tasks. Raises InvalidInput if it does not exist (any more)."""
        if self._target_id not in self.projects:
            raise InvalidInput.of("project", "The project of this import no longer exists. Choose another one.")
        return self.projects[self._target_id]

    def known(self, model: type[Task] | type[Comment], ids: Sequence[str]) -> QuerySet[Any]:
        """Rows by their ids in the source. `exclude` lets PostgreSQL use the partial index for long lists."""
        rows = model.objects.of(self.write).filter(external_source=self.items.source, external_id__in=ids)
        return rows.exclude(external_id="")

    def parent_of(self, item: TaskItem) -> Task | None:
        """The parent task of an item, if it exists here."""
        return self.tasks.get(item.parent_id) if item.parent_id else None

    def has(self, row: Task) -> bool:
        """Whether the task is one of the file."""
        return row.external_source == self.items.source and row.external_id in self._in_file

    def is_archived(self, source_id: str) -> bool:
        """Whether the file has that item in its archive."""
        return source_id in self._in_file and self._in_file[source_id].archived

    def in_trash(self, row: Task) -> bool:
        """Whether the task is in the trash, by itself or with its project."""
        return row.deleted_at is not None or row.project_id not in self.projects
