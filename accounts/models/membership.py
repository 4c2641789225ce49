"""Who belongs to a workspace, and in which role."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from primetrade.tenancy import TenantModel

# Verbs of the change log, beside being created and edited: somebody left; a member changed their own name.
REMOVED, CALLED = "removed", "called"
NO_MEMBER = "{name} is not a member of this workspace."  # the same whether or not the person has an account


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"


class Membership(TenantModel):
    LOG_KIND: ClassVar[str] = "membership"
    LOGGED: ClassVar[tuple[str, ...]] = ("user_id", "role")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    role = models.CharField(max_length=6, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "user"), name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role"),
        )
        indexes = (models.Index(fields=("user", "workspace"), name="membership_user"),)

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role}"
