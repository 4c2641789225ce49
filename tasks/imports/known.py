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
from tasks.imports.history import of_trash, thrown_away
from tasks.imports.items import Items, TaskItem
from tasks.imports.models import Import
from tasks.models import Project, Task

KNOWN_AT_ONCE = 1_000
RUNS_REMEMBERED = 20  # of a board, to find its project


@dataclass(frozen=True, slots=True)
class Home:
    """The project of a board. The import restores it from the trash; if people put it there (`thrown_away`), only when
    that is chosen.
    """

    id: UUID
    name: str
    in_trash: bool
    thrown_away: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The items that exist as tasks, by their ids in the source. `here`: not in the trash. `put_away`: put in the trash
    by an undo; the import restores them. `thrown_away`: by people; they stay there unless chosen otherwise. `homeless`:
    in the trash, and so is their project. `archived`: in an archived project.
    """

    here: frozenset[str]
    put_away: frozenset[str]
    thrown_away: frozenset[str]
    homeless: frozenset[str]
    archived: frozenset[str]
    home: Home | None

    @property
    def count(self) -> int:
        return len(self.here) + len(self.put_away) + len(self.thrown_away)

    def need_a_project(self, coming: Iterable[TaskItem], choices: Choices) -> bool:
        """Whether any item needs the import's project: a new task, or one whose own project is in the trash."""
        stay = self.thrown_away if choices.trashed != RESTORE else frozenset()
        known = self.here | self.put_away | self.thrown_away
        return any(
            item.source_id in self.homeless - stay
            if item.source_id in known
            else item.parent_id not in stay and item.parent_id not in self.archived
            for item in coming
        )


def known_of(items: Items, workspace: Tenant) -> Known:
    """Matches the items with existing tasks: a statement per 1,000 items, and another per 500 tasks in the trash."""
    known = list(_rows(items, workspace))
    projects = {row.id: row for row in Project.objects.of(workspace).only("id", "name", "deleted_at", "archived_at")}
    deleted = {identifier for identifier, project in projects.items() if project.deleted_at is not None}
    lost = thrown_away(workspace, items.source, deleted)
    trashed = [row for row in known if row.deleted_at is not None or row.project in deleted]
    history = of_trash(workspace, items.source, [row.task for row in trashed])
    stay = {
        row.source_id
        for row in trashed
        if history.edited_here(row.task, ("deleted_at",))
        or (row.project in lost and (row.deleted_at is None or not history.put_away_by_undo(row.task)))
    }
    in_trash = {row.source_id for row in trashed}
    return Known(
        here=frozenset(row.source_id for row in known if row.source_id not in in_trash),
        put_away=frozenset(in_trash - stay),
        thrown_away=frozenset(stay),
        homeless=frozenset(row.source_id for row in trashed if row.project in deleted),
        archived=frozenset(row.source_id for row in known if projects[row.project].archived_at is not None),
        home=_home(items, workspace, projects, Counter(row.project for row in known), lost),
    )


class _Row(NamedTuple):
    source_id: str
    task: UUID
    project: UUID
    deleted_at: Any


def _rows(items: Items, workspace: Tenant) -> Iterator[_Row]:
    for some in slices(items.tasks, KNOWN_AT_ONCE):
        ids = [task.source_id for task in some]
        tasks = Task.objects.of(workspace).filter(external_source=items.source, external_id__in=ids)
        tasks = tasks.exclude(external_id="")  # so that a long list uses the partial index
        for row in tasks.values_list("external_id", "id", "project_id", "deleted_at"):
            yield _Row(*row)


def _home(
    items: Items, workspace: Tenant, projects: dict[UUID, Project], counts: Counter[UUID], lost: set[UUID]
) -> Home | None:
    """The project of the board's last import, else the one with half of the file's tasks; never an archived one."""
    runs = Import.objects.of(workspace).filter(
        format=items.source, choices__board=items.board_id, project__isnull=False
    )
    last = list(runs.order_by("-created_at").values_list("project_id", flat=True)[:RUNS_REMEMBERED])
    most = [home for home, count in counts.most_common(1) if 2 * count >= len(items.tasks)]
    homes = [projects[home] for home in dict.fromkeys(last or most) if projects[home].archived_at is None]
    for row in sorted(homes, key=lambda row: row.id in lost):
        return Home(row.id, row.name, row.deleted_at is not None, row.id in lost)
    return None
