"""Whether a workspace is so large that counting its tasks may take long."""

from __future__ import annotations

from django.db.models import Sum

from accounts.access import Access
from tasks.models import Project

MANY = 5_000  # tasks; counting so many takes about as long as drawing the page around them


def has_many_tasks(access: Access) -> bool:
    """Whether more than MANY tasks were numbered in the projects at hand. One statement, which reads no task."""
    projects = Project.objects.of(access).filter(deleted_at=None, archived_at=None)
    return int(projects.aggregate(numbered=Sum("last_number"))["numbered"] or 0) > MANY
