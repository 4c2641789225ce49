"""The daily deletion of old finished jobs and stored answers to repeated requests."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from primetrade.api.idempotency import forget_old_answers
from primetrade.jobs import KEPT_DAYS
from primetrade.models import Outbox


@task()
def clean_up() -> None:
    """Delete jobs done over a week ago and answers stored over a day ago. Keeps dead jobs for an operator to look
    at.
    """
    Outbox.objects.filter(done_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    forget_old_answers()
