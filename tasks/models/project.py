"""A project. Its key prefixes its tasks' keys; its counters give tasks their numbers and positions."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from primetrade.folded_columns import FoldedField
from primetrade.folding import fold_name, sort_key
from primetrade.tenancy import TenantModel
from tasks.keys import PROJECT_KEY

from .hues import Hue

KEY_FORM = f"^{PROJECT_KEY}$"
DESCRIPTION_LIMIT = 500
ARCHIVED = (
    "{name} is archived: it can be read, not changed. Take it out of the archive first, in the project's settings."
)
MIDDLE = 0x80000000  # positions are eight hex digits around this; see tasks/commands/positions.py


class Project(TenantModel):
    """`last_number` is the highest number given, `first_position` and `last_position` the outermost places given."""

    LOG_KIND: ClassVar[str] = "project"
    LOGGED: ClassVar[tuple[str, ...]] = (
        "key",
        "name",
        "description",
        "colour",
        "is_inbox",
        "archived_at",
        "deleted_at",
    )

    key = models.CharField(max_length=10, validators=[RegexValidator(KEY_FORM)])
    name = models.CharField(max_length=100)
    name_folded = FoldedField(of="name", fold=fold_name, max_length=300)
    name_sort_key = FoldedField(of="name", fold=sort_key, max_length=100)
    description = models.CharField(max_length=500, default="", blank=True)
    colour = models.CharField(max_length=6, choices=Hue.choices, default=Hue.INDIGO)
    is_inbox = models.BooleanField(default=False)
    last_number = models.IntegerField(default=0)
    first_position = models.BigIntegerField(default=MIDDLE)
    last_position = models.BigIntegerField(default=MIDDLE)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "id"), name="project_of_workspace"),
            models.UniqueConstraint(fields=("workspace", "key"), name="project_key_once"),
            models.UniqueConstraint(
                fields=("workspace", "name_folded"), condition=Q(deleted_at=None), name="project_name_once"
            ),
            models.UniqueConstraint(fields=("workspace",), condition=Q(is_inbox=True), name="project_one_inbox"),
            models.CheckConstraint(condition=Q(key__regex=KEY_FORM), name="project_key_form"),
            models.CheckConstraint(condition=Q(colour__in=Hue.values), name="project_colour"),
            models.CheckConstraint(condition=~Q(name=""), name="project_has_name"),
            models.CheckConstraint(
                condition=Q(is_inbox=False) | Q(archived_at=None, deleted_at=None), name="project_inbox_stays"
            ),
        )
        indexes = (
            models.Index(
                fields=("workspace", "name_sort_key", "id"), name="project_by_name", condition=Q(deleted_at=None)
            ),
            models.Index(
                fields=("workspace", "deleted_at", "id"), name="project_trash", condition=Q(deleted_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.name
