"""What holds for every family of tasks, whatever is done to it."""

from __future__ import annotations

from django.db.models import F, Q

from accounts.access import Access
from tasks.commands.task_moves import DEPTH_LIMIT
from tasks.models import Task


def broken(access: Access) -> set[str]:
    """Titles of subtasks outside the trash whose parent is there, and of those in another project than their parent or
    more than DEPTH_LIMIT levels down.
    """
    tasks = Task.objects.of(access).filter(parent__isnull=False)
    depth = "__".join(["parent"] * (DEPTH_LIMIT + 1))
    wrong = (
        tasks.filter(deleted_at=None, parent__deleted_at__isnull=False),
        tasks.filter(~Q(project_id=F("parent__project_id")) | Q(**{f"{depth}__isnull": False})),
    )
    return {title for rows in wrong for title in rows.values_list("title", flat=True)}
