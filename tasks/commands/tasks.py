"""Creating and editing tasks.

task_values.py validates their values, task_moves.py moves them, task_links.py sets what is linked to them. Deleting
is in trash.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from primetrade.commands import Repeat, Write, command
from tasks.fields.declaration import Link
from tasks.models import Project, Status, Task
from tasks.models.task import OPEN

from .lookup import locked_project, require_not_archived
from .placement import move_all_to_project, next_number_and_position
from .task_links import Linked, add_links, edit_links, found_links, split_links
from .task_moves import (
    UNSET,
    Move,
    Unset,
    check_parent,
    lock_for_move,
    locked_subtasks,
    new_parent,
    new_position,
    new_project,
    project_of_parent,
)
from .task_values import clean_values, clear_due_time, due_zone, require_date_of_due_time, require_start_before_due


@command("edit")
def create_task(
    write: Write,
    /,
    *,
    title: str,
    project: UUID | None = None,
    parent: UUID | None = None,
    create_labels: bool = False,
    first: bool = False,
    **own: Any,
) -> Task:
    """A task at the end of its column (or `first`); without a project in that of its parent, else in the Inbox.

    `own` are the other fields and the links of tasks/fields/task.py. Labels are given by id or name, and created with
    `create_labels` where no label has that name; people by id, `me` or address. Raises InvalidInput naming the
    argument.
    """
    fields, links = split_links(own)
    values = clean_values({"title": title} | fields)
    values |= due_zone(write, values)
    require_date_of_due_time(values)
    require_start_before_due(values)
    inherited = project_of_parent(write, parent) if parent is not None and project is None else None
    home = require_not_archived(_project_or_inbox(write, project or inherited))
    if inherited is not None and not Task.objects.of(write).filter(id=parent, project_id=inherited).exists():
        raise Repeat  # the parent was moved before its project was locked
    if parent is not None:
        check_parent(write, parent, home)
    linked = found_links(write, links, create_labels=create_labels)
    return add_task(write, home, values | {"parent_id": parent}, linked, first=first)


def _project_or_inbox(write: Write, project: UUID | None) -> Project:
    if project is not None:
        return locked_project(write, project, field="project")
    inbox: Project = Project.objects.of(write).select_for_update(no_key=True).get(is_inbox=True)
    return inbox


def add_task(
    write: Write,
    project: Project,
    values: dict[str, Any],
    links: Mapping[Link, Linked] | None = None,
    *,
    first: bool = False,
) -> Task:
    """Insert a task with validated values into a locked project; number and position come from its counters."""
    number, position = next_number_and_position(project, first=first)
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
    add_links(write, task, links or {})
    task.project = project
    return task


@command("edit")
def edit_task(
    write: Write,
    /,
    *,
    task: UUID,
    if_version: int | None = None,
    project: UUID | Unset = UNSET,
    parent: UUID | Unset | None = UNSET,
    before: UUID | None = None,
    after: UUID | None = None,
    create_labels: bool = False,
    **own: Any,
) -> Task:
    """Change what is given; the arguments are those of create_task. `before` or `after` a task (one of them) moves it.

    People whom only a file names are kept by giving their NamedByFile. Raises NotFound, Stale when the task is at
    another version than `if_version`, InvalidInput naming the argument.
    """
    fields, links = split_links(own)
    values = clean_values(fields)
    move = Move(project, parent, before, after)
    row, projects = lock_for_move(write, task, move, if_version=if_version, new_status="status" in values)
    values |= new_project(write, row, move, projects)
    subtasks = locked_subtasks(write, row) if "project_id" in values else []
    values |= new_parent(write, row, move, projects, values)
    values |= clear_due_time(row, values)
    values |= due_zone(write, values, row)
    require_date_of_due_time(values, row)
    require_start_before_due(values, row)
    values |= _completion(write, row, values)
    values |= new_position(write, row, move, projects, values)
    write.edit(row, **values)
    if subtasks:
        move_all_to_project(write, subtasks, projects[row.project_id])
    edit_links(write, row, links, create_labels=create_labels)
    return row


def _completion(write: Write, row: Task, values: dict[str, Any]) -> dict[str, Any]:
    """A task is completed when its status becomes a closed one, and open again with an open one."""
    status = values.get("status", row.status)
    return {} if status == row.status else {"completed_at": None if status in OPEN else write.at}
