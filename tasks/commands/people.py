"""Letting go of a person who leaves the workspace."""

from __future__ import annotations

from accounts.models import User
from primetrade.commands import Write
from tasks.models import Task, TaskAssignee


def unassign_everywhere(write: Write, user: User) -> None:
    """Take a person off every task; within the caller's transaction."""
    assigned = TaskAssignee.objects.of(write).filter(user=user)
    tasks = Task.objects.of(write).filter(id__in=assigned.values("task_id"))
    for task in tasks.order_by("id").select_for_update(no_key=True):
        write.log(task, "unassigned", {"user": str(user.id), "name": user.name}, {})
        task.save(update_fields=write.touch(task))
    assigned.delete()
