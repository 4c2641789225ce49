"""Why an undo can't set a field to its earlier value again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.commands.members import check_role_change
from accounts.models import Membership
from primetrade.commands import Write
from primetrade.errors import PrimeTradeError
from tasks.models import Comment, Label, Project, Task

from .names import name_taken_meanwhile
from .task_moves import DEPTH_LIMIT, is_too_deep, path_up
from .trash import above_in_trash
from .undo_report import name_of
from .undo_rows import UndoneTasks


def obstacle(write: Write, row: Any, before: dict[str, Any], tasks: UndoneTasks) -> str:
    """Why these values can't be set again, in a sentence; "" when they can."""
    if isinstance(row, Membership):
        try:
            check_role_change(write, row, before["role"])
        except PrimeTradeError as error:
            return error.detail
    if before.get("parent_id") is not None:
        reason = _parent_obstacle(write, before["parent_id"], row, before)
        if reason:
            return reason
    if "project_id" in before:
        reason = _project_obstacle(tasks.project(before["project_id"]), row)
        if reason:
            return reason
    if isinstance(row, Label | Project) and (before.get("name") or before.get("deleted_at", row) is None):
        taken = name_taken_meanwhile(write, row, before.get("name", row.name))
        if taken:
            return taken
    if isinstance(row, Task | Comment) and before.get("deleted_at", row) is None:
        above = _above_in_trash(row, tasks) if isinstance(row, Task) else above_in_trash(write, row)
        return _STAYS_IN_TRASH[above].format(name=name_of(row)) if above else ""
    return ""


_PROJECT_GONE = "The project that {name} was in no longer exists."
_PROJECT_IN_TRASH = "The project that {name} was in is in the trash."
_PARENT_GONE = "The parent that {name} had no longer exists."
_PARENT_IN_TRASH = "The parent that {name} had is in the trash."
_PARENT_ELSEWHERE = "The parent that {name} had is in another project now."
_PARENT_BELOW = "The parent that {name} had is one of its subtasks now."
_TOO_DEEP = "{name} does not go back below its parent: subtasks go at most {limit} levels deep."
_STAYS_IN_TRASH = {
    "project": "The project of {name} is in the trash.",
    "parent": "{name} stays in the trash, because it is a subtask of a task that is there.",
    "task": "A comment stays in the trash, because its task is there.",
}


def _above_in_trash(task: Task, tasks: UndoneTasks) -> str:
    """`above_in_trash` of a task, as far as the undo has come."""
    project, parent = tasks.project(task.project_id), tasks.by_id(task.parent_id)
    if project is not None and project.deleted_at is not None:
        return "project"
    return "parent" if parent is not None and parent.deleted_at is not None else ""


def _project_obstacle(project: Project | None, task: Task) -> str:
    if project is None:
        return _PROJECT_GONE.format(name=name_of(task))
    return _PROJECT_IN_TRASH.format(name=name_of(task)) if project.deleted_at else ""


def _parent_obstacle(write: Write, parent: UUID, child: Task, values: dict[str, Any]) -> str:
    """Why the child can't go below it: it is gone, in the trash, in another project, below the child, or too deep."""
    above = Task.objects.of(write).filter(id=parent).first()
    if above is None:
        message = _PARENT_GONE
    elif above.deleted_at is not None:
        message = _PARENT_IN_TRASH
    elif above.project_id != values.get("project_id", child.project_id):
        message = _PARENT_ELSEWHERE
    elif child.id in (path := path_up(write, above)):
        message = _PARENT_BELOW
    elif is_too_deep(write, path, child):
        message = _TOO_DEEP
    else:
        return ""
    return message.format(name=name_of(child), limit=DEPTH_LIMIT)
