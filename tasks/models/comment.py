"""A comment on a task. Its author is a user, or only a name: of a deleted user, or from an import."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from primetrade.tenancy import TenantForeignKey, TenantModel, TenantReference


class Comment(TenantModel):
    LOG_KIND: ClassVar[str] = "comment"
    LOGGED: ClassVar[tuple[str, ...]] = ("task_id", "body", "edited_at", "deleted_at")

    task = TenantForeignKey("tasks.Task", models.CASCADE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    author_name = models.CharField(max_length=200)
    body = models.TextField()
    version = models.IntegerField(default=1)
    external_source = models.CharField(max_length=20, default="", blank=True)
    external_id = models.CharField(max_length=100, default="", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "id"), name="comment_of_workspace"),
            models.UniqueConstraint(
                fields=("workspace", "external_source", "external_id"),
                condition=~Q(external_id=""),
                name="comment_external_once",
            ),
            TenantReference(field="task", name="comment_task"),
            models.CheckConstraint(condition=~Q(body=""), name="comment_has_text"),
        )
        indexes = (
            models.Index(fields=("workspace", "task", "created_at", "id"), name="comment_of_task"),
            models.Index(
                fields=("workspace", "deleted_at", "id"), name="comment_trash", condition=Q(deleted_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.body[:50]

    @property
    def log_root_id(self) -> UUID:
        return self.task_id
