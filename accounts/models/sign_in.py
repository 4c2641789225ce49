"""One signed-in device, with its session and API tokens. Ending it invalidates both from the next request on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from primetrade.ids import uuid7

IDLE_DAYS = 14
LIFE_DAYS = 30  # nothing extends it


def _idle_end() -> datetime:
    return timezone.now() + timedelta(days=IDLE_DAYS)


def _life_end() -> datetime:
    return timezone.now() + timedelta(days=LIFE_DAYS)


class SignIn(models.Model):
    """Only `generation`, `rotated_at` and `key_id` of a refresh token are kept. `stamp` is the user's at sign-in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=32)
    generation = models.IntegerField(default=0)
    rotated_at = models.DateTimeField(default=timezone.now)
    key_id = models.CharField(max_length=16, default="", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)
    idle_expires_at = models.DateTimeField(default=_idle_end)
    expires_at = models.DateTimeField(default=_life_end)
    user_agent = models.CharField(max_length=300, default="", blank=True)
    address = models.GenericIPAddressField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in of {self.user_id} on {self.created_at:%Y-%m-%d}"
