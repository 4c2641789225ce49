"""Reactions to signals from accounts: a new workspace gets its Inbox, a leaving member is unassigned from tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from accounts.commands.members import member_leaving, member_locking
from accounts.commands.workspaces import workspace_created
from accounts.models import Membership, Workspace
from primetrade.commands import Write
from tasks.commands.starter_content import add_starter_content
from tasks.commands.task_links import lock_linked, unlink_everywhere


@receiver(workspace_created)
def fill_new_workspace(sender: Any, write: Write, workspace: Workspace, **kwargs: Any) -> None:
    add_starter_content(write, workspace)


@receiver(member_locking)
def lock_tasks_of_leaving_member(sender: Any, write: Write, member: UUID, **kwargs: Any) -> None:
    lock_linked(write, member)


@receiver(member_leaving)
def unassign_leaving_member(sender: Any, write: Write, membership: Membership, **kwargs: Any) -> None:
    unlink_everywhere(write, membership.user)
