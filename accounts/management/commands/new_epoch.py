"""`manage.py new_epoch`: run it after restoring a backup to invalidate everything cached since that backup."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Workspace, WorkspaceSlug
from accounts.models.workspace import new_epoch
from primetrade.database_age import require_data

_ONE = "1 workspace has a new epoch, {epoch}: followers start again, and caches ask again for what they kept."
_MANY = "{count} workspaces have a new epoch, {epoch}: followers start again, and caches ask again for what they kept."


class Command(BaseCommand):
    """Give every workspace, or just one, a new epoch. Can be run again at any time."""

    help = (
        "Run this after restoring a copy of the database: browsers and caches ask again for what they kept, and"
        " programs that follow a workspace by the API are told to start again. Nothing else changes."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", metavar="ADDRESS", help="Only the workspace of this address (/w/ADDRESS).")

    def handle(self, *args: Any, workspace: str | None = None, **options: Any) -> None:
        """Raises CommandError for an unknown workspace, or for a database that is empty or too new."""
        require_data()
        workspaces = Workspace.objects.all()
        if workspace is not None:
            named = WorkspaceSlug.objects.filter(slug=workspace).first()
            if named is None:
                raise CommandError(f"There is no workspace with the address {workspace}.")
            workspaces = workspaces.filter(id=named.workspace_id)
        epoch = new_epoch()
        count = workspaces.update(epoch=epoch)
        message = _ONE if count == 1 else _MANY
        self.stdout.write(message.format(count=count, epoch=epoch))
