"""Processes of their own for races: one that refreshes a token from many threads at once, one that runs a command."""

from __future__ import annotations

import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID

import django
from django.db import connection, transaction

from tests.processes import WAIT_SECONDS, eventually


def refresh_at_once(database: str, token: str, threads: int, start: Any) -> list[tuple[int, str]]:
    """Status and refresh token of every answer. `start` is a barrier over all processes."""
    _begin(database)
    here = threading.Barrier(threads)

    def refresh(number: int) -> tuple[int, str]:
        from tests.accounts.callers import me, refresh

        me("warm")  # everything is imported before the race begins
        if number == 0:
            start.wait()
        here.wait()
        answer = refresh(token)
        return answer.status_code, answer.json().get("data", {}).get("refresh", "")

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(refresh, range(threads)))


def act(
    database: str, name: str, user: UUID, workspace: UUID, arguments: dict[str, Any], sign_in: UUID | None = None
) -> str:
    """Run the command of that dotted name for a member, who came by a sign-in: "done", or the name of the error."""
    _begin(database)
    from django.utils.module_loading import import_string

    from accounts.access import access_of
    from accounts.models import User, Workspace
    from primetrade.errors import AccessEnded, PrimeTradeError

    known = access_of(User.objects.get(id=user), Workspace.objects.get(id=workspace))
    caller = replace(known, sign_in_id=sign_in)
    try:
        import_string(name)(caller, **arguments)
    except (AccessEnded, PrimeTradeError) as error:
        return type(error).__name__
    return "done"


def process() -> ProcessPoolExecutor:
    """One process that acts beside this one."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def while_uncommitted(first: Any, other: ProcessPoolExecutor, *what: Any) -> str:
    """What the other process is answered when it acts while `first` is done and not committed."""
    with transaction.atomic():
        first()
        answer = other.submit(act, connection.settings_dict["NAME"], *what)
        assert eventually(_somebody_waits, seconds=WAIT_SECONDS)
    return str(answer.result(timeout=WAIT_SECONDS))


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None


def _begin(database: str) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
