"""Forgetting kept answers. Writing one is part of the request: primetrade/api/idempotency.py."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import IdempotencyKey
from primetrade.api.idempotency import KEPT_HOURS


def forget_old_answers() -> int:
    """Delete answers that are not given again any more; how many. Over all workspaces: nobody's work is touched."""
    limit = timezone.now() - timedelta(hours=KEPT_HOURS)
    return IdempotencyKey.everywhere.filter(created_at__lt=limit).delete()[0]
