"""A workspace with many members, labels and projects, written at once: none of them is what a test is about."""

from __future__ import annotations

from accounts.access import Access
from accounts.models import Membership, Role, User
from tasks.models import Label, Project


def crowd(access: Access, count: int, *, projects: int = 0) -> None:
    """`count` members ("Member 00") and labels ("Label 00"), and `projects` projects ("Project 00"), beside others."""
    workspace = access.workspace
    already = Membership.objects.of(access).count()
    people = User.objects.bulk_create(
        User(name=f"Member {number:02}", email=f"member{already}-{number}@example.org") for number in range(count)
    )
    Membership.everywhere.bulk_create(Membership(workspace=workspace, user=one, role=Role.MEMBER) for one in people)
    Label.everywhere.bulk_create(
        Label(workspace=workspace, name=f"Label {number:02}{'' if already < 2 else f' {already}'}")
        for number in range(count)
    )
    Project.everywhere.bulk_create(
        Project(workspace=workspace, name=f"Project {number:02}", key=f"Q{number}") for number in range(projects)
    )
