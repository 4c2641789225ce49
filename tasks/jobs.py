"""Jobs of tasks: the daily purge."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from primetrade.leases import extend_lease
from tasks.commands.trash import purge
from tasks.models import Comment, Label, Project, Task
from tasks.models.trash import purge_limit


@dataclass(frozen=True, slots=True)
class Janitor:
    """The caller of jobs: no person, every right in one workspace."""

    workspace_id: UUID
    actor_id: None = None
    actor_name: str = "PrimeTrade"

    def require(self, action: str) -> None:
        """A job of the site may do what its code does."""

    def as_of_now(self) -> Janitor:
        """No sign-in and no membership, so nothing that could have ended."""
        return self


@task()
def purge_trash() -> None:
    """Purge what went to the trash 30 days ago: one workspace a transaction."""
    limit = purge_limit(timezone.now())
    workspaces: set[UUID] = set()
    for model in (Project, Task, Comment, Label):
        rows = model.everywhere.filter(deleted_at__lt=limit)
        workspaces |= set(rows.values_list("workspace_id", flat=True).distinct())
    for workspace_id in sorted(workspaces):
        purge(Janitor(workspace_id), before=limit)
        extend_lease()
