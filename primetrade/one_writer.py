"""SQLite has one writer at a time: the threads of a process wait for their turn here, in order.

Other processes wait in SQLite itself.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class _FairLock:
    """First come, first served. SQLite's own waiting is by chance: with 16 threads some wait for seconds (tried)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    def acquire(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


_writer = _FairLock()


@contextmanager
def one_writer() -> Iterator[None]:
    """The turn of this thread to write, on SQLite: taken before its transaction, kept until that ends."""
    if connection.vendor != "sqlite":
        yield
        return
    _writer.acquire()
    try:
        yield
    finally:
        _writer.release()
