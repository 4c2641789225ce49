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


def obstacle(write: Write, row: Any, before: dict[str, Any]) -> str:
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
    if "project_id" in before and not _has_project(write, before["project_id"]):
        return f"The project that {name_of(row)} was in is not there any more."
    if isinstance(row, Label | Project) and (before.get("name") or before.get("deleted_at", row) is None):
        taken = name_taken_meanwhile(write, row, before.get("name", row.name))
        if taken:
            return taken
    if isinstance(row, Task | Comment) and before.get("deleted_at", row) is None:
        above = above_in_trash(write, row)
        return _STAYS_IN_TRASH[above].format(name=name_of(row)) if above else ""
    return ""


_STAYS_IN_TRASH = {
    "project": "The project of {name} is in the trash.",
    "parent": "{name} stays in the trash, because it is a subtask of a task that is there.",
    "task": "A comment stays in the trash, because its task is there.",
}


def _has_project(write: Write, project: UUID) -> bool:
    return bool(Project.objects.of(write).filter(id=project, deleted_at=None).exists())


def _parent_obstacle(write: Write, parent: UUID, child: Task, values: dict[str, Any]) -> str:
    """Why the child can't go below it: it is in the trash, in another project by then, below the child, or too deep."""
    project = values.get("project_id", child.project_id)
    above = Task.objects.of(write).filter(id=parent, project_id=project, deleted_at=None).first()
    path = path_up(write, above) if above is not None else []
    if not path or child.id in path:
        return f"The parent that {name_of(child)} had is not there any more."
    if is_too_deep(write, path, child):
        return f"{name_of(child)} does not go back below its parent: subtasks go at most {DEPTH_LIMIT} levels deep."
    return ""
