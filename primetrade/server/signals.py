"""Signals as events to wait for, so that no handler interrupts other code."""

import select
import signal
import socket
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

ENDING = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})


class Signals:
    """While entered, TERM, INT, HUP and CHLD are kept until `wait` returns them."""

    def __enter__(self) -> Self:
        self._inbox, self._wakeup = socket.socketpair()
        self._inbox.setblocking(False)
        self._wakeup.setblocking(False)
        self._before = {number: signal.signal(number, _handler) for number in (*ENDING, signal.SIGCHLD)}
        signal.set_wakeup_fd(self._wakeup.fileno(), warn_on_full_buffer=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._inbox.close()
        self._wakeup.close()

    def wait(self, seconds: float | None, also: Iterable[socket.socket] = ()) -> set[int]:
        """The signals that arrived; returns without any when `seconds` are over or a socket in `also` can be read."""
        readable, _, _ = select.select([self._inbox, *also], [], [], seconds)
        return set(self._inbox.recv(64)) if self._inbox in readable else set()


def stop_on_signal() -> threading.Event:
    """An event that TERM and INT set, for a loop that checks it."""
    stop = threading.Event()

    def handler(_number: int, _frame: object) -> None:
        # In a thread: the main thread may hold the event's own lock at this very moment.
        threading.Thread(target=stop.set).start()

    signal.signal(signal.SIGTERM, handler)
    signal.signal(signal.SIGINT, handler)
    return stop


def _handler(_number: int, _frame: object) -> None:
    """The number has been written to the wake-up socket already."""
