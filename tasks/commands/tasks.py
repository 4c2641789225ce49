"""Tasks: made, edited, moved. Their values are checked in task_values.py, their places given in places.py, their labels
and people set in task_links.py. Trash is in trash.py, comments in comments.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from uuid import UUID

from primetrade.commands import Repeat, Write, command
from primetrade.errors import InvalidInput
from tasks.models import Project, Status, Task
from tasks.models.task import OPEN

from .labels import named_labels
from .lookup import labels_of, locked_project, locked_projects, locked_task, locked_tasks, members_of, open_for_work
from .places import moved_to, next_place, place_beside
from .task_links import Assignee, NamedByFile, current_labels, current_people, set_assignees, set_labels
from .task_values import checked, require_order, whole_due

DEPTH_LIMIT = 8


class Kept(Enum):
    """The value of an argument that was not given."""

    KEPT = 0


KEPT: Final = Kept.KEPT


@command("edit")
def create_task(
    write: Write,
    /,
    *,
    title: str,
    project: UUID | None = None,
    parent: UUID | None = None,
    labels: Sequence[UUID | str] = (),
    create_labels: bool = False,
    assignees: Sequence[Assignee] = (),
    first: bool = False,
    **own: Any,
) -> Task:
    """A task at the end of its column (or `first`), in the Inbox without a project, in the parent's project under one.

    `own` are the other fields of tasks/fields/task.py. Labels by id or name; those of no label are made with
    `create_labels`. People by id, `me` or address. Raises InvalidInput naming the argument.
    """
    values = checked(write, {"title": title} | own)
    whole_due(None, values)
    require_order(values)
    home = _project_of_parent(write, parent) if parent is not None and project is None else None
    place = open_for_work(_project_or_inbox(write, project or home))
    if home is not None and not Task.objects.of(write).filter(id=parent, project_id=home).exists():
        raise Repeat  # the parent moved elsewhere before its project was locked
    if parent is not None:
        _checked_parent(write, parent, place)
    known = named_labels(write, labels, create=create_labels)
    return add_task(write, place, values | {"parent_id": parent}, labels=known, assignees=assignees, first=first)


def add_task(
    write: Write,
    project: Project,
    values: dict[str, Any],
    *,
    labels: Sequence[UUID] = (),
    assignees: Sequence[Assignee] = (),
    first: bool = False,
) -> Task:
    """Insert a task of checked values into a locked project, with number and place from its counters."""
    found_labels, people = labels_of(write, labels), members_of(write, assignees)
    number, position = next_place(project, first=first)
    task = Task(
        workspace_id=write.workspace_id,
        project_id=project.id,
        number=number,
        position=position,
        created_by_id=write.caller.actor_id,
        created_by_name=write.caller.actor_name,
        created_at=write.at,
        updated_at=write.at,
        completed_at=None if values.get("status", Status.TODO) in OPEN else write.at,
        **values,
    )
    write.add(task)
    set_labels(write, task, found_labels, None)
    set_assignees(write, task, people, None)
    task.project = project
    return task


@command("edit")
def edit_task(
    write: Write,
    /,
    *,
    task: UUID,
    if_version: int | None = None,
    project: UUID | Kept = KEPT,
    parent: UUID | Kept | None = KEPT,
    before: UUID | None = None,
    after: UUID | None = None,
    labels: Collection[UUID | str] | Kept = KEPT,
    create_labels: bool = False,
    assignees: Collection[Assignee] | Kept = KEPT,
    **own: Any,
) -> Task:
    """Change what is given: the fields as in create_task. `before` or `after` (one of them) a task says the place.

    Labels and people as in create_task, and those on the task whom only a file names by that name. Raises NotFound,
    Stale when the task is at another version than `if_version`, InvalidInput naming the argument.
    """
    values = checked(write, own)
    goal = Goal(project, parent, before, after)
    row, places = _locked_for(write, task, goal, if_version=if_version, new_status="status" in values)
    family = _move(write, row, values, places, goal)
    values |= whole_due(row, values)
    require_order(values, row)
    if values.get("status", row.status) != row.status:
        values["completed_at"] = None if values["status"] in OPEN else write.at
    values |= _position(write, row, values, places, goal)
    write.edit(row, **values)
    for below in family:
        write.edit(below, **moved_to(write, below, places[row.project_id]))
    if not isinstance(labels, Kept):
        known = labels_of(write, named_labels(write, labels, create=create_labels))
        set_labels(write, row, known, current_labels(write, row))
    if not isinstance(assignees, Kept):
        people, kept = current_people(write, row), [one for one in assignees if isinstance(one, NamedByFile)]
        set_assignees(write, row, members_of(write, assignees, claimed=people), people, kept=kept)
    return row


# -- where it stands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an edit puts a task: under a project and a parent, beside another task of the column."""

    project: UUID | Kept
    parent: UUID | Kept | None
    before: UUID | None
    after: UUID | None

    @property
    def is_beside(self) -> bool:
        return self.before is not None or self.after is not None


def _locked_for(
    write: Write, task: UUID, goal: Goal, *, if_version: int | None, new_status: bool
) -> tuple[Task, dict[UUID, Project]]:
    """The task, and the projects that its way to the goal concerns: projects first, then it and the new parent."""
    home = Task.objects.of(write).filter(id=task).values_list("project_id", flat=True).first()
    target = home if isinstance(goal.project, Kept) else goal.project
    # What stands above what is settled under the project's lock, so that two moves at once can't close a circle.
    moves = target != home or goal.is_beside or new_status or goal.parent is not KEPT
    places = locked_projects(write, *{place for place in (home, target) if place and moves})
    if moves and target not in places and home is not None:
        raise InvalidInput.of("project", "There is no such project here.")
    locked_tasks(write, *{row for row in (task, goal.parent) if isinstance(row, UUID)})
    row = locked_task(write, task, if_version=if_version)
    if row.project_id != home:
        raise Repeat  # moved elsewhere after the project to lock was read
    return row, places


def _move(write: Write, row: Task, values: dict[str, Any], places: dict[UUID, Project], goal: Goal) -> list[Task]:
    """Put project and parent of the goal into `values`; the tasks below, which follow into another project."""
    family: list[Task] = []
    if not isinstance(goal.project, Kept) and goal.project != row.project_id:
        values |= moved_to(write, row, open_for_work(places[goal.project]))
        family = _locked_below(write, row)
        if row.parent_id is not None and goal.parent is KEPT:
            values["parent_id"] = None
    if not isinstance(goal.parent, Kept):
        values["parent_id"] = goal.parent
        if goal.parent is not None:
            _checked_parent(write, goal.parent, places[values.get("project_id", row.project_id)], child=row)
    return family


def _project_or_inbox(write: Write, project: UUID | None) -> Project:
    if project is not None:
        return locked_project(write, project, field="project")
    inbox: Project = Project.objects.of(write).select_for_update(no_key=True).get(is_inbox=True)
    return inbox


def _locked_below(write: Write, task: Task) -> list[Task]:
    """Everything below a task, in the trash or not: it moves with the task."""
    ids: list[UUID] = []
    level = [task.id]
    while level:
        level = list(Task.objects.of(write).filter(parent_id__in=level).values_list("id", flat=True))
        ids += level
    return list(Task.objects.of(write).filter(id__in=ids).order_by("id").select_for_update(no_key=True))


def _position(
    write: Write, row: Task, values: dict[str, Any], places: dict[UUID, Project], goal: Goal
) -> dict[str, str]:
    """The place that an edit gives: beside another task, or at the end of another column; else it stays."""
    home, status = values.get("project_id", row.project_id), values.get("status", row.status)
    if goal.is_beside:
        return {"position": place_beside(write, row, (places[home], status), before=goal.before, after=goal.after)}
    if status != row.status and "position" not in values:
        return {"position": next_place(places[home], number=False)[1]}
    return {}


# -- parents ----------------------------------------------------------------


def _project_of_parent(write: Write, parent: UUID) -> UUID:
    project: UUID | None = Task.objects.of(write).filter(id=parent).values_list("project_id", flat=True).first()
    if project is None:
        raise InvalidInput.of("parent", "There is no such task here.")
    return project


def _checked_parent(write: Write, parent: UUID, project: Project, child: Task | None = None) -> None:
    """A parent is a task of the project, not the child or below it, and at most DEPTH_LIMIT levels deep."""
    above = locked_tasks(write, parent).get(parent)
    if above is None:
        raise InvalidInput.of("parent", "There is no such task here.")
    if above.project_id != project.id:
        raise InvalidInput.of("parent", "A subtask belongs to the project of its parent.")
    step: UUID | None = parent
    for _ in range(DEPTH_LIMIT):
        if child is not None and step == child.id:
            raise InvalidInput.of("parent", "A task can't be below itself.")
        step = Task.objects.of(write).filter(id=step).values_list("parent_id", flat=True).first()
        if step is None:
            return
    raise InvalidInput.of("parent", f"Subtasks go {DEPTH_LIMIT} levels deep at most.")
