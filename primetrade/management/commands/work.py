"""`manage.py work`: the worker, which runs the jobs of the outbox."""

from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError

from primetrade.database_age import require_data
from primetrade.jobs import run_worker
from primetrade.server.signals import stop_on_signal


class Command(BaseCommand):
    """Run jobs until TERM or INT, finishing the current one first."""

    help = "Carry out the jobs of the outbox until TERM or INT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped. Raises CommandError if the database is empty or too new; waits for one that is away."""
        with suppress(OperationalError, InterfaceError):
            require_data()
        run_worker(stop_on_signal())
