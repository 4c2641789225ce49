"""Jobs of tasks: the daily purge of the trash."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from primetrade.callers import SystemCaller
from primetrade.leases import extend_lease
from tasks.commands.trash import purge
from tasks.models import Comment, Label, Project, Task
from tasks.models.retention import purge_limit


@task()
def purge_trash() -> None:
    """Purge what was deleted TRASH_DAYS ago: one transaction per workspace."""
    limit = purge_limit(timezone.now())
    workspaces: set[UUID] = set()
    for model in (Project, Task, Comment, Label):
        rows = model.everywhere.filter(deleted_at__lt=limit)
        workspaces |= set(rows.values_list("workspace_id", flat=True).distinct())
    for workspace_id in sorted(workspaces):
        purge(SystemCaller(workspace_id), before=limit)
        extend_lease()
