"""Tasks and their earlier keys."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from primetrade.folded_columns import FoldedField
from primetrade.folding import sort_key
from primetrade.tenancy import TenantForeignKey, TenantModel, TenantReference


class Status(models.TextChoices):
    TODO = "todo", "To do"
    IN_PROGRESS = "in_progress", "In progress"
    IN_REVIEW = "in_review", "In review"
    COMPLETED = "completed", "Completed"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (Status.TODO, Status.IN_PROGRESS, Status.IN_REVIEW)
CLOSED = (Status.COMPLETED, Status.CANCELLED)
DATE_RANGE = (date(1970, 1, 1), date(2200, 1, 1))  # for dates of tasks: first day included, last one excluded


class Priority(models.IntegerChoices):
    NONE = 0, "No priority"
    LOW = 1, "Low"
    MEDIUM = 2, "Medium"
    HIGH = 3, "High"
    URGENT = 4, "Urgent"

    @property
    def word(self) -> str:
        """As in URLs, the API and sentences: "high"."""
        return self.name.lower()


def _live(*columns: str, name: str) -> models.Index:
    """An index over rows that are not in the trash."""
    return models.Index(*map(F, columns), name=name, condition=Q(deleted_at=None))


class Task(TenantModel):
    """`due_on` is a date, never a timestamp; `due_time` is a time of day in `due_zone`. `position` orders a column."""

    LOG_KIND: ClassVar[str] = "task"
    LOGGED: ClassVar[tuple[str, ...]] = (
        "project_id",
        "number",
        "title",
        "description",
        "status",
        "priority",
        "due_on",
        "due_time",
        "due_zone",
        "start_on",
        "estimate_minutes",
        "parent_id",
        "position",
        "completed_at",
        "deleted_at",
    )

    # In another project an equal number or position is another one.
    LOGGED_WITH: ClassVar[dict[str, tuple[str, ...]]] = {"project_id": ("number", "position")}

    project = TenantForeignKey("tasks.Project", models.CASCADE)
    number = models.IntegerField()
    title = models.CharField(max_length=500)
    title_folded = FoldedField(of="title", fold=sort_key, max_length=500)
    description = models.TextField(default="", blank=True)
    status = models.CharField(max_length=11, choices=Status.choices, default=Status.TODO)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NONE)
    due_on = models.DateField(null=True)
    due_time = models.TimeField(null=True)
    due_zone = models.CharField(max_length=64, default="", blank=True)
    start_on = models.DateField(null=True)
    estimate_minutes = models.IntegerField(null=True)
    parent = TenantForeignKey("tasks.Task", models.CASCADE, null=True)
    position = models.CharField(max_length=255)
    version = models.IntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_by_name = models.CharField(max_length=200, default="", blank=True)
    external_source = models.CharField(max_length=20, default="", blank=True)
    external_id = models.CharField(max_length=100, default="", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "project", "number"), name="task_number_once"),
            # Comes second: without statistics PostgreSQL picks the newer index, and foreign key checks need this one.
            models.UniqueConstraint(fields=("workspace", "id"), name="task_of_workspace"),
            models.UniqueConstraint(
                fields=("workspace", "external_source", "external_id"),
                condition=~Q(external_id=""),
                name="task_external_once",
            ),
            TenantReference(field="project", name="task_project"),
            TenantReference(field="parent", name="task_parent"),
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
            models.CheckConstraint(condition=Q(number__gte=1), name="task_number_form"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="task_status"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="task_priority"),
            models.CheckConstraint(condition=Q(position__regex=r"^[0-9a-f]+$"), name="task_position_form"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="task_not_its_own_parent"),
            models.CheckConstraint(condition=Q(due_time=None) | Q(due_on__isnull=False), name="task_time_needs_date"),
            models.CheckConstraint(
                condition=Q(estimate_minutes=None) | Q(estimate_minutes__gte=0), name="task_estimate_form"
            ),
            models.CheckConstraint(
                condition=Q(status__in=("completed", "cancelled"), completed_at__isnull=False)
                | Q(status__in=("todo", "in_progress", "in_review"), completed_at=None),
                name="task_completed_at_follows_status",
            ),
        )
        indexes = (
            _live("workspace", "project", "status", "position", "id", name="task_board"),
            # One per sort order of lists, so that a page is an index scan: tests/tasks/queries/test_plans.py.
            _live("workspace", "project", "position", "id", name="task_position"),
            _live("workspace", "project", "created_at", "id", name="task_project_created"),
            _live("workspace", "created_at", "id", name="task_created"),
            _live("workspace", "updated_at", "id", name="task_updated"),
            _live("workspace", "priority", "id", name="task_priority"),
            _live("workspace", "title_folded", "id", name="task_title"),
            _live("workspace", "due_on", "id", name="task_due"),  # migration 0002 has the descending one
            models.Index(
                fields=("workspace", "due_on", "id"),
                name="task_due_open",
                condition=Q(deleted_at=None, due_on__isnull=False, completed_at=None),
            ),
            models.Index(
                fields=("workspace", "status", "priority"),
                name="task_counts",
                include=("created_at",),
                condition=Q(deleted_at=None),
            ),
            # For the counts on every page (tasks/queries/rail.py). It omits the id: without statistics PostgreSQL would
            # look up single tasks with it. The last two columns, always null, save SQLite from reading the rows.
            models.Index(
                fields=("workspace", "project", "parent", "completed_at", "deleted_at"),
                name="task_open",
                condition=Q(deleted_at=None, completed_at=None),
            ),
            models.Index(
                fields=("workspace", "parent", "number", "id"),
                name="task_subtasks",
                condition=Q(parent__isnull=False),
            ),
            models.Index(
                fields=("workspace", "deleted_at", "id"), name="task_trash", condition=Q(deleted_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.title


class OldTaskKey(TenantModel):
    """A number that a task had in another project: never reused, and links with it still lead to the task."""

    project = TenantForeignKey("tasks.Project", models.CASCADE)
    number = models.IntegerField()
    task = TenantForeignKey("tasks.Task", models.CASCADE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "project", "number"), name="old_key_once"),
            TenantReference(field="project", name="old_key_project"),
            TenantReference(field="task", name="old_key_task"),
        )

    def __str__(self) -> str:
        return f"{self.project_id}-{self.number}"
