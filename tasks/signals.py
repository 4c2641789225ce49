"""What tasks do when something happens in accounts: a new workspace gets its Inbox, who leaves is unassigned."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.commands.members import member_leaving
from accounts.commands.workspaces import workspace_created
from accounts.models import Membership, Workspace
from primetrade.commands import Write
from tasks.commands.people import unassign_everywhere
from tasks.commands.welcome import furnish


@receiver(workspace_created)
def furnish_new_workspace(sender: Any, write: Write, workspace: Workspace, **kwargs: Any) -> None:
    furnish(write, workspace)


@receiver(member_leaving)
def let_go_of_member(sender: Any, write: Write, membership: Membership, **kwargs: Any) -> None:
    unassign_everywhere(write, membership.user)
