"""The first answer to a POST with an Idempotency-Key, kept for a day; see primetrade/api/idempotency.py."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from primetrade.tenancy import TenantModel


class IdempotencyKey(TenantModel):
    """One key of one person on one route of one workspace; `body_hash` is of what came with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    content_type = models.CharField(max_length=60)
    answer = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace", "user", "route", "key"), name="idempotency_key_once"),
        )
        indexes = (models.Index(fields=("created_at",), name="idempotency_key_age"),)

    def __str__(self) -> str:
        return f"{self.route} answered {self.status}"
