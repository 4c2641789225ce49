"""The slugs of workspaces, former ones included."""

from __future__ import annotations

from django.db import models


class WorkspaceSlug(models.Model):
    """Every slug a workspace has ever had. Slugs are never reused, so processes may cache which workspace one means."""

    slug = models.CharField(max_length=60, primary_key=True)
    workspace_id = models.UUIDField()

    def __str__(self) -> str:
        return self.slug
