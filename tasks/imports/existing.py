"""Which of a file's tasks already exist here, in the trash or not, and the project that belongs to its board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from primetrade.slices import slices
from primetrade.tenancy import Tenant
from tasks.imports.choices import RESTORE, Choices
from tasks.imports.import_log import trash_log, trashed_by_people
from tasks.imports.items import Items, TaskItem
from tasks.imports.models import Import
from tasks.models import Project, Task

KNOWN_AT_ONCE = 1_000
RUNS_REMEMBERED = 20  # of a board, to find its project


@dataclass(frozen=True, slots=True)
class Home:
    """The project of a board. The import restores it from the trash; if people put it there (`trashed_by_people`), only
    when that is chosen.
    """

    id: UUID
    name: str
    in_trash: bool
    trashed_by_people: bool


@dataclass(frozen=True, slots=True)
class ExistingTasks:
    """The items that exist as tasks, by their ids in the source.

    `active`: not in the trash. `trashed_by_undo`: in the trash because of an undo; the import restores them.
    `trashed_by_people`: they stay there unless chosen otherwise. `without_project`: in the trash, and so is their
    project. `archived`: in an archived project. `project_names` are the folded names of all projects outside the trash.
    """

    active: frozenset[str]
    trashed_by_undo: frozenset[str]
    trashed_by_people: frozenset[str]
    without_project: frozenset[str]
    archived: frozenset[str]
    project_names: frozenset[str]
    home: Home | None

    @property
    def count(self) -> int:
        return len(self.active) + len(self.trashed_by_undo) + len(self.trashed_by_people)

    def need_a_project(self, coming: Iterable[TaskItem], choices: Choices) -> bool:
        """Whether any item needs the import's project: a new task, or one whose own project is in the trash."""
        stay = self.trashed_by_people if choices.trashed != RESTORE else frozenset()
        known = self.active | self.trashed_by_undo | self.trashed_by_people
        return any(
            item.source_id in self.without_project - stay
            if item.source_id in known
            else item.parent_id not in stay and item.parent_id not in self.archived
            for item in coming
        )


def match_existing(items: Items, workspace: Tenant) -> ExistingTasks:
    """Matches the items with existing tasks: a statement per 1,000 items, and another per 500 tasks in the trash."""
    known = list(_rows(items, workspace))
    columns = ("id", "name", "name_folded", "deleted_at", "archived_at")
    projects = {row.id: row for row in Project.objects.of(workspace).only(*columns)}
    deleted = {identifier for identifier, project in projects.items() if project.deleted_at is not None}
    by_people = trashed_by_people(workspace, items.source, deleted)
    trashed = [row for row in known if row.deleted_at is not None or row.project in deleted]
    history = trash_log(workspace, items.source, [row.task for row in trashed])
    stay = {
        row.source_id
        for row in trashed
        if history.edited_here(row.task, ("deleted_at",))
        or (row.project in by_people and (row.deleted_at is None or not history.trashed_by_undo(row.task)))
    }
    in_trash = {row.source_id for row in trashed}
    return ExistingTasks(
        active=frozenset(row.source_id for row in known if row.source_id not in in_trash),
        trashed_by_undo=frozenset(in_trash - stay),
        trashed_by_people=frozenset(stay),
        without_project=frozenset(row.source_id for row in trashed if row.project in deleted),
        archived=frozenset(row.source_id for row in known if projects[row.project].archived_at is not None),
        project_names=frozenset(row.name_folded for row in projects.values() if row.deleted_at is None),
        home=_home(items, workspace, projects, Counter(row.project for row in known), by_people),
    )


class _KnownTask(NamedTuple):
    source_id: str
    task: UUID
    project: UUID
    deleted_at: Any


def _rows(items: Items, workspace: Tenant) -> Iterator[_KnownTask]:
    for some in slices(items.tasks, KNOWN_AT_ONCE):
        ids = [task.source_id for task in some]
        tasks = Task.objects.of(workspace).filter(external_source=items.source, external_id__in=ids)
        tasks = tasks.exclude(external_id="")  # so that a long list uses the partial index
        for row in tasks.values_list("external_id", "id", "project_id", "deleted_at"):
            yield _KnownTask(*row)


def _home(
    items: Items, workspace: Tenant, projects: dict[UUID, Project], counts: Counter[UUID], by_people: set[UUID]
) -> Home | None:
    """The project of the board's last import, else the one with half of the file's tasks; never an archived one."""
    runs = Import.objects.of(workspace).filter(
        format=items.source, choices__board=items.board_id, project__isnull=False
    )
    last = list(runs.order_by("-created_at").values_list("project_id", flat=True)[:RUNS_REMEMBERED])
    most = [home for home, count in counts.most_common(1) if 2 * count >= len(items.tasks)]
    homes = [projects[home] for home in dict.fromkeys(last or most) if projects[home].archived_at is None]
    for row in sorted(homes, key=lambda row: row.id in by_people):
        return Home(row.id, row.name, row.deleted_at is not None, row.id in by_people)
    return None
