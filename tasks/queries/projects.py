"""One project as its row, for the pages about it. catalogue.py has those that are listed, with their counts."""

from __future__ import annotations

from accounts.access import Access
from tasks.models import Project


def project_by_key(access: Access, key: str) -> Project | None:
    """The project with this key in any case; None when there is none, or it is in the trash."""
    project: Project | None = Project.objects.of(access).filter(key=key.upper(), deleted_at=None).first()
    return project


def inbox_of(access: Access) -> Project:
    """The workspace's Inbox."""
    inbox: Project = Project.objects.of(access).get(is_inbox=True)
    return inbox
