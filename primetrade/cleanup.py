"""The daily deletion of finished jobs and of kept answers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from primetrade.api.idempotency import forget_old_answers
from primetrade.jobs import KEPT_DAYS
from primetrade.models import Outbox


@task()
def clean_up() -> None:
    """Delete jobs done more than a week ago and answers kept for a day. Dead jobs stay: someone should look at them."""
    Outbox.objects.filter(done_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    forget_old_answers()
