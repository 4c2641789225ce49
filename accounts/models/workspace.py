"""The tenant. Every transaction that writes the change log raises its version by one."""

from __future__ import annotations

import secrets
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from primetrade.ids import uuid7


def new_epoch() -> str:
    """Eight random hexadecimal digits."""
    return secrets.token_hex(4)


class Workspace(models.Model):
    """Everyone has a personal workspace. Every change updates the workspace's row, which is locked last.

    `epoch` and `version` together identify a state. After a restore, versions repeat with different content, so
    `manage.py new_epoch` replaces the epoch.
    """

    LOG_KIND: ClassVar[str] = "workspace"
    LOGGED: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100)
    slug = models.CharField(max_length=60)  # WorkspaceSlug makes it unique: no constraint spans shards
    version = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=8, default=new_epoch)
    is_personal = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Identifies the workspace's content in cache keys and ETags; changes exactly when the content does."""
        return f"{self.epoch}.{self.version}"

    @property
    def workspace_id(self) -> UUID:
        return self.id

    @property
    def log_root_id(self) -> UUID:
        return self.id
