"""What tasks do when something happens in accounts: a new workspace gets its Inbox."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.commands.workspaces import workspace_created
from accounts.models import Workspace
from primetrade.commands import Write
from tasks.commands.welcome import furnish


@receiver(workspace_created)
def furnish_new_workspace(sender: Any, write: Write, workspace: Workspace, **kwargs: Any) -> None:
    furnish(write, workspace)
