"""A label of a workspace."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from primetrade.folded_columns import FoldedField
from primetrade.folding import fold_name, sort_key
from primetrade.tenancy import TenantModel

from .hues import Hue


class Label(TenantModel):
    LOG_KIND: ClassVar[str] = "label"
    LOGGED: ClassVar[tuple[str, ...]] = ("name", "colour", "deleted_at")

    name = models.CharField(max_length=50)
    name_folded = FoldedField(of="name", fold=fold_name, max_length=150)
    name_sort_key = FoldedField(of="name", fold=sort_key, max_length=50)
    colour = models.CharField(max_length=6, choices=Hue.choices, default=Hue.GREY)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "id"), name="label_of_workspace"),
            models.UniqueConstraint(
                fields=("workspace", "name_folded"), condition=Q(deleted_at=None), name="label_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="label_has_name"),
            models.CheckConstraint(condition=Q(colour__in=Hue.values), name="label_colour"),
        )
        indexes = (
            models.Index(
                fields=("workspace", "name_sort_key", "id"), name="label_by_name", condition=Q(deleted_at=None)
            ),
            models.Index(
                fields=("workspace", "deleted_at", "id"), name="label_trash", condition=Q(deleted_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.name
