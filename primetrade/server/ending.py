"""How a connection ends: the last answer is not cut off, and nothing waits in a thread for the other side."""

from __future__ import annotations

import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

_LINGER_SECONDS = 2.0
_LINGER_BYTES = 64_000


class Ending:
    """The part of a worker that closes connections, in its loop."""

    poller: Any
    nr_conns: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._closing: dict[Any, tuple[float, int]] = {}  # until when, and how many bytes are still taken

    def _linger(self, conn: Any) -> None:
        """Say that nothing more comes, and take a little of what is still sent, so that our answer is not reset."""
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
    """A few bytes into the socket's buffer; a client that left its buffer full does not get them."""
    try:
        conn.sock.send(data)
    except OSError:
        return
