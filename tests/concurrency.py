"""Real parallel callers: threads, each with a database connection of its own that is closed at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from tests.processes import WAIT_SECONDS


def in_parallel(count: int, work: Callable[[int], Any]) -> list[Any]:
    """`work(number)` in `count` threads that start together; results in order. Raises the first error."""
    barrier = threading.Barrier(count)

    def one(number: int) -> Any:
        barrier.wait(timeout=WAIT_SECONDS)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
