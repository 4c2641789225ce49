"""A process of its own that refreshes one token from many threads at once; for the race in test_refresh_race.py."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django


def refresh_at_once(database: str, token: str, threads: int, start: Any) -> list[tuple[int, str]]:
    """Status and refresh token of every answer. `start` is a barrier over all processes."""
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
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
