"""How an edit moves a task: into another project, under another task, into another column, next to another task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from uuid import UUID

from primetrade.commands import Repeat, Write
from primetrade.errors import InvalidInput
from primetrade.slices import slices
from tasks.models import Project, Task

from .lookup import locked_projects, locked_task, locked_tasks, require_not_archived
from .placement import move_to_project, next_number_and_position, position_beside

DEPTH_LIMIT = 8


class Unset(Enum):
    """The value of an argument that was not given, where None is a value."""

    UNSET = 0


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Move:
    """Where an edit puts a task: in a project, under a parent, `before` or `after` a task of its column."""

    project: UUID | Unset
    parent: UUID | Unset | None
    before: UUID | None
    after: UUID | None

    @property
    def is_beside(self) -> bool:
        return self.before is not None or self.after is not None


def lock_for_move(
    write: Write, task: UUID, move: Move, *, if_version: int | None, new_status: bool
) -> tuple[Task, dict[UUID, Project]]:
    """Lock the projects of the move, then the task and its new parent; the task and the projects by id.

    A task that stays where it is locks no project. Raises NotFound, Stale, InvalidInput.
    """
    source = Task.objects.of(write).filter(id=task).values_list("project_id", flat=True).first()
    target = source if isinstance(move.project, Unset) else move.project
    # Parents are checked under the project's lock, so that two moves at once can't make a cycle.
    moves = target != source or move.is_beside or new_status or move.parent is not UNSET
    projects = locked_projects(write, *{place for place in (source, target) if place and moves})
    if moves and target not in projects and source is not None:
        raise InvalidInput.of("project", "There is no such project here.")
    locked_tasks(write, *{row for row in (task, move.parent) if isinstance(row, UUID)})
    row = locked_task(write, task, if_version=if_version)
    if row.project_id != source:
        raise Repeat  # it was moved before the project that was read first was locked
    return row, projects


def new_project(write: Write, row: Task, move: Move, projects: Mapping[UUID, Project]) -> dict[str, Any]:
    """Project, number and position in another project; empty when the task stays in its own. Raises InvalidInput."""
    if isinstance(move.project, Unset) or move.project == row.project_id:
        return {}
    return move_to_project(write, row, require_not_archived(projects[move.project]))


def new_parent(
    write: Write, row: Task, move: Move, projects: Mapping[UUID, Project], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The parent that the move gives, or takes from a task that leaves its project. Raises InvalidInput.

    A task that stays below its parent may be too deep there, since before there was a limit.
    """
    if isinstance(move.parent, Unset):
        return {"parent_id": None} if "project_id" in values and row.parent_id is not None else {}
    if move.parent is not None and (move.parent != row.parent_id or "project_id" in values):
        check_parent(write, move.parent, projects[values.get("project_id", row.project_id)], child=row)
    return {"parent_id": move.parent}


def new_position(
    write: Write, row: Task, move: Move, projects: Mapping[UUID, Project], values: Mapping[str, Any]
) -> dict[str, str]:
    """The position next to another task, or at the end of another column; empty when there is no new one.

    `values` are what the edit sets so far.
    """
    project, status = values.get("project_id", row.project_id), values.get("status", row.status)
    if move.is_beside:
        column = (projects[project], status)
        return {"position": position_beside(write, row, column, before=move.before, after=move.after)}
    if status != row.status and "position" not in values:
        return {"position": next_number_and_position(projects[project], number=False)[1]}
    return {}


def locked_subtasks(write: Write, task: Task) -> list[Task]:
    """Every task below a task, locked. Those in the trash, too: they move with it."""
    ids = ids_below(write, [task.id])
    return list(Task.objects.of(write).filter(id__in=ids).order_by("id").select_for_update(no_key=True))


def ids_below(write: Write, tasks: Sequence[UUID]) -> list[UUID]:
    """The ids of every task below these, from the top down."""
    ids: list[UUID] = []
    level = list(tasks)
    while level:
        slices_below = [Task.objects.of(write).filter(parent_id__in=some) for some in slices(level)]
        level = [task_id for rows in slices_below for task_id in rows.values_list("id", flat=True)]
        ids += level
    return ids


def project_of_parent(write: Write, parent: UUID) -> UUID:
    """The id of the project that a parent is in. Raises InvalidInput."""
    project: UUID | None = Task.objects.of(write).filter(id=parent).values_list("project_id", flat=True).first()
    if project is None:
        raise InvalidInput.of("parent", "There is no such task here.")
    return project


def check_parent(write: Write, parent: UUID, project: Project, child: Task | None = None) -> None:
    """Lock a new parent. Raises InvalidInput unless it is in the project, not below the child, and not too deep."""
    above = locked_tasks(write, parent).get(parent)
    if above is None:
        raise InvalidInput.of("parent", "There is no such task here.")
    if above.project_id != project.id:
        raise InvalidInput.of(
            "parent", "A subtask belongs to the project of its parent. Choose a parent in its own project."
        )
    path = path_up(write, above)
    if child is not None and child.id in path:
        raise InvalidInput.of(
            "parent", "A task can't be a subtask of itself or of its own subtasks. Choose another parent."
        )
    if is_too_deep(write, path, child):
        raise InvalidInput.of("parent", f"Subtasks go at most {DEPTH_LIMIT} levels deep. Choose a parent further up.")


def path_up(write: Write, task: Task) -> list[UUID]:
    """The ids of a task and of the tasks above it, from below: at most DEPTH_LIMIT + 1."""
    path, above = [task.id], task.parent_id
    while above is not None and len(path) <= DEPTH_LIMIT:
        path.append(above)
        above = Task.objects.of(write).filter(id=above).values_list("parent_id", flat=True).first()
    return path


def is_too_deep(write: Write, path: Sequence[UUID], child: Task | None) -> bool:
    """Whether a child with all that is below it, or a new one, exceeds the limit below the parent of this path.

    Subtasks in the trash count, because they come back to where they were.
    """
    left, level = DEPTH_LIMIT - len(path), [child.id] if child is not None else []
    while level and left >= 0:
        level = list(Task.objects.of(write).filter(parent_id__in=level).values_list("id", flat=True))
        left -= bool(level)
    return left < 0
