"""SQLite allows one writer at a time: the threads of a process queue here for their turn.

Between processes, SQLite does the waiting.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class _FairLock:
    """First come, first served. SQLite's own waiting has no order: of 16 threads, some waited seconds (measured)."""

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
    """On SQLite, wait for this thread's turn to write and hold it for the block: enter before the transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    _writer.acquire()
    try:
        yield
    finally:
        _writer.release()
