"""What is linked to tasks, a row for each: labels and assignees. tasks/fields/task.py declares the links."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from primetrade.tenancy import TenantForeignKey, TenantModel, TenantReference


class TaskLabel(TenantModel):
    task = TenantForeignKey("tasks.Task", models.CASCADE)
    label = TenantForeignKey("tasks.Label", models.CASCADE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "task", "label"), name="task_label_once"),
            TenantReference(field="task", name="task_label_task"),
            TenantReference(field="label", name="task_label_label"),
        )
        indexes = (models.Index(fields=("workspace", "label", "task"), name="task_label_tasks"),)

    def __str__(self) -> str:
        return f"{self.label_id} on {self.task_id}"


class TaskAssignee(TenantModel):
    """A member, or (from an import) the name of someone who is not a member."""

    task = TenantForeignKey("tasks.Task", models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "task", "user"), name="assignee_once"),
            models.UniqueConstraint(
                fields=("workspace", "task", "name"), condition=Q(user=None), name="assignee_name_once"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="assignee_is_someone"),
            TenantReference(field="task", name="assignee_task"),
        )
        indexes = (models.Index(fields=("workspace", "user", "task"), name="assignee_user"),)

    def __str__(self) -> str:
        return self.name or str(self.user_id)
