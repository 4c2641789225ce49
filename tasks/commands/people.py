"""Letting go of a person who leaves the workspace."""

from __future__ import annotations

from accounts.models import User
from primetrade.commands import Write
from tasks.fields.task import ASSIGNEES, person_logged
from tasks.models import Task, TaskAssignee


def unassign_everywhere(write: Write, user: User) -> None:
    """Take a person off every task; within the caller's transaction."""
    assigned = TaskAssignee.objects.of(write).filter(user=user)
    tasks = Task.objects.of(write).filter(id__in=assigned.values("task_id"))
    locked = list(tasks.order_by("id").select_for_update(no_key=True))
    for task in locked:
        write.log(task, ASSIGNEES.taken_off, person_logged(user.id, user.name), {})
    write.touch_all(locked)
    assigned.delete()
