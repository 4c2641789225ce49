"""An outgoing answer: what the client doesn't accept at once waits in memory or a file, not in a thread."""

from __future__ import annotations

import os
import socket
import time
from functools import partial
from selectors import EVENT_WRITE
from tempfile import SpooledTemporaryFile
from typing import Any

from primetrade.server import incoming

_MEMORY_BYTES = 256_000  # pages fit; longer answers go to a temporary file
_BLOCK_BYTES = 256_000


class OutgoingResponse:
    """Replaces the socket while an answer is written. `waiting`: bytes that the socket has not accepted yet."""

    def __init__(self, sock: socket.socket) -> None:
        self.waiting = 0
        self._sock = sock
        self._taken = 0
        self._began = time.monotonic()
        self._file = SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115 (closed when it is empty)

    def sendall(self, data: bytes) -> None:
        """Like a socket's, but never waits. Raises OSError when there is no disk space for the rest."""
        rest = memoryview(data)
        if not self.waiting:
            rest = rest[self._offer(rest) :]
        if rest:
            self._file.write(rest)
            self.waiting += len(rest)

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> None:
        """Send `count` bytes of a file, or what is left of it."""
        file.seek(offset)
        left = count or 0
        while left > 0 and (block := file.read(min(left, _BLOCK_BYTES))):
            self.sendall(block)
            left -= len(block)

    def send_more(self) -> None:
        """Offer the socket the next bytes. Raises OSError when the connection is gone."""
        self._file.seek(-self.waiting, os.SEEK_END)
        self.waiting -= self._offer(self._file.read(min(self.waiting, _BLOCK_BYTES)))

    def late(self, now: float) -> bool:
        """Whether it has taken longer than the bytes sent so far allow: the same limit as for requests."""
        return now - self._began > incoming.GRACE_SECONDS + self._taken / incoming.BYTES_PER_SECOND

    def shutdown(self, how: int) -> None:
        """Called by gunicorn when an answer broke off. Refused: the loop ends the connection, blocking no thread."""
        raise OSError("The loop ends the connection.")

    def close(self) -> None:
        """Discard what was not sent."""
        self.waiting = 0
        try:
            self._file.close()
        except OSError:  # there may be no disk space for what was buffered
            return

    def _offer(self, data: bytes | memoryview) -> int:
        try:
            taken = self._sock.send(data, socket.MSG_DONTWAIT)
        except (BlockingIOError, InterruptedError):
            return 0
        self._taken += taken
        return taken


class ResponseSending:
    """The part of a worker that sends the rest of answers; runs in its loop."""

    poller: Any
    finish_request: Any
    _end: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sending: dict[Any, OutgoingResponse] = {}

    def _send_rest(self, conn: Any, response: OutgoingResponse, done: Any) -> None:
        """Send the rest whenever the socket has room, then finish the request."""
        conn.sock.setblocking(False)
        self._sending[conn] = response
        self.poller.register(conn.sock, EVENT_WRITE, partial(self._on_writable, conn, done))

    def _on_writable(self, conn: Any, done: Any, _client: socket.socket) -> None:
        response = self._sending.get(conn)
        if response is None:  # just evicted
            return
        try:
            response.send_more()
        except OSError:
            self._stop_sending(conn)
            self._end(conn)
            return
        if not response.waiting:
            self._stop_sending(conn)
            self.finish_request(conn, done)

    def _stop_sending(self, conn: Any) -> None:
        self.poller.unregister(conn.sock)
        self._sending.pop(conn).close()

    def _unsent_bytes(self) -> int:
        return sum(one.waiting for one in self._sending.values())

    def _end_late_responses(self, now: float) -> None:
        for conn, response in list(self._sending.items()):
            if response.late(now):
                self._stop_sending(conn)
                self._end(conn)
