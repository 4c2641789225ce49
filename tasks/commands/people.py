"""Letting go of a person who leaves the workspace."""

from __future__ import annotations

from accounts.models import User
from primetrade.commands import Write
from tasks.models import Task, TaskAssignee


def unassign_everywhere(write: Write, user: User) -> None:
    """Take a person off every task; within the caller's transaction."""
    assigned = TaskAssignee.objects.of(write).filter(user=user)
    tasks = Task.objects.of(write).filter(id__in=assigned.values("task_id"))
    locked = list(tasks.order_by("id").select_for_update(no_key=True))
    for task in locked:
        write.log(task, "unassigned", {"user": str(user.id), "name": user.name}, {})
    write.touch_all(locked)
    assigned.delete()
