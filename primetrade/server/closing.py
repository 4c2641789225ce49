"""Closing connections: the last answer is not cut off, and no thread waits for the client."""

from __future__ import annotations

import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

_LINGER_SECONDS = 2.0
_LINGER_BYTES = 64_000


class LingeringClose:
    """The part of a worker that closes connections; runs in its loop."""

    poller: Any
    nr_conns: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._closing: dict[Any, tuple[float, int]] = {}  # deadline (monotonic) and bytes still accepted

    def _linger(self, conn: Any) -> None:
        """Stop sending, and read a little of what still arrives, so that a reset doesn't destroy our answer."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._on_last_bytes, conn))
        except (OSError, ValueError):
            self._end(conn)
            return
        self._closing[conn] = (time.monotonic() + _LINGER_SECONDS, _LINGER_BYTES)

    def _on_last_bytes(self, conn: Any, client: socket.socket) -> None:
        until, left = self._closing[conn]
        try:
            left -= len(client.recv(_LINGER_BYTES) or bytes(left))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            left = 0
        self._closing[conn] = (until, left)
        if left <= 0:
            self._stop_closing(conn)

    def _stop_closing(self, conn: Any) -> None:
        del self._closing[conn]
        self.poller.unregister(conn.sock)
        self._end(conn)

    def _end(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def _end_closing(self, now: float) -> None:
        for conn, (until, _) in list(self._closing.items()):
            if now > until:
                self._stop_closing(conn)


def send_at_once(conn: Any, data: bytes) -> None:
    """Send a few bytes without waiting; they are dropped if the client left the socket's buffer full."""
    try:
        conn.sock.send(data)
    except OSError:
        return
