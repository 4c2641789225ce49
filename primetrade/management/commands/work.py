"""`manage.py work`: the worker, which carries out what the outbox holds."""

from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError

from primetrade.database_age import require_data
from primetrade.jobs import run_worker
from primetrade.server.signals import stop_on_signal


class Command(BaseCommand):
    """Carry out jobs until TERM or INT; the job under way is finished first."""

    help = "Carry out the jobs of the outbox until TERM or INT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped. Raises CommandError for a database that is not ours; one that is away is waited for."""
        with suppress(OperationalError, InterfaceError):
            require_data()
        run_worker(stop_on_signal())
