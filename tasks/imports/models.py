"""One import: the neutral items read from a file, the person's choices, and the job's progress."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from primetrade.tenancy import TenantForeignKey, TenantModel, TenantReference


class Import(TenantModel):
    """`items` is compressed JSON (tasks/imports/items.py), never the uploaded file; null once the job is done."""

    class State(models.TextChoices):
        READY = "ready", "Waiting for your choices"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    items = models.BinaryField(null=True)
    choices = models.JSONField(default=dict)
    project = TenantForeignKey("tasks.Project", models.CASCADE, null=True)
    batch = models.UUIDField(null=True)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.TextField(default="", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tasks_import"
        constraints = (
            TenantReference(field="project", name="import_project"),
            models.CheckConstraint(condition=Q(state__in=("ready", "running", "done", "failed")), name="import_state"),
        )
        indexes = (
            models.Index(fields=("workspace", "created_at"), name="import_new"),
            models.Index(fields=("workspace", "batch"), name="import_of_batch"),  # finds the import of a logged change
        )

    def __str__(self) -> str:
        return f"{self.format} import of {self.file_name}"
