"""gunicorn's thread worker, with threads only for requests that have arrived whole.

gunicorn 27 reads a request in the thread that answers it and waits for its bytes as long as the client likes: with
eight threads, eight half-sent bodies stop the site (tried). Here the loop that accepts connections collects heads and
bodies, ends those that trickle (408), and closes connections without waiting for the other side.
"""

from __future__ import annotations

import errno
import selectors
import socket
import time
from concurrent.futures import Future
from copy import copy
from functools import partial
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from primetrade.server.arrival import READ_BYTES, Arrival
from primetrade.server.departure import Departing, Departure
from primetrade.server.ending import Ending, send_at_once
from primetrade.server.refusals import ProblemRefusals, refusal
from primetrade.server.room import Room

_LOOK_SECONDS = 0.5
# EINVAL: the parent shut the socket down and ends us next.
_NOTHING_THERE = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK, errno.EINVAL)
_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Worker(ProblemRefusals, Room, Departing, Ending, ThreadWorker):
    """A connection is in one of five states: arriving, in a thread, departing, kept alive, or closing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[TConn, Arrival] = {}
        self._refused: dict[TConn, int] = {}
        self._handed_on: dict[TConn, int] = {}  # bytes of requests that wait for a thread or are in one
        self._looked = 0.0

    # -- arriving -----------------------------------------------------------------------------------------------------

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection. When all connections or files are in use, end the one that has waited longest."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in _NO_ROOM:
                if not self._make_room():
                    self.worker_connections = self.nr_conns  # gunicorn's loop then accepts none until murder_pending
            elif error.errno not in _NOTHING_THERE:
                raise
            return
        if self.nr_conns + 1 >= self.worker_connections:
            self._make_room()
        self.nr_conns += 1
        self._collect(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """The next request on a connection that was kept alive."""
        if conn not in self.keepalived_conns:  # just ended to make room
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._collect(conn)

    def _collect(self, conn: TConn, begun: bytes = b"") -> None:
        arrival = self._arriving[conn] = Arrival(time.monotonic())
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_bytes, conn))
        if begun:
            self._take(conn, arrival, begun)

    def _on_bytes(self, conn: TConn, client: socket.socket) -> None:
        arrival = self._arriving.get(conn)
        if arrival is None:  # just ended to make room
            return
        try:
            data = client.recv(arrival.wanted)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, arrival, data)
        else:
            self._stop_collecting(conn).close()
            self._end(conn)

    def _take(self, conn: TConn, arrival: Arrival, data: bytes) -> None:
        try:
            arrival.add(data)
        except OSError as error:
            self.log.warning("There is no room for the body of a request: %s", error)
            self._refuse(conn, 503)
            return
        if arrival.head_too_large:
            self._refuse(conn, 431)
        elif arrival.whole:
            self._stop_collecting(conn)
            self._handed_on[conn] = arrival.received
            conn.sock.setblocking(True)
            conn.init()
            conn.parser.unreader = arrival.reader(conn.sock)
            self.enqueue_req(conn)
        elif arrival.expects_continue:
            arrival.expects_continue = False
            send_at_once(conn, b"HTTP/1.1 100 Continue\r\n\r\n")
        self._bound()

    def _refuse(self, conn: TConn, status: int) -> None:
        """Refuse in a thread, so that errors and waiting don't affect the loop."""
        self._stop_collecting(conn).close()
        self._refused[conn] = status
        self.enqueue_req(conn)

    def _stop_collecting(self, conn: TConn) -> Arrival:
        self.poller.unregister(conn.sock)
        return self._arriving.pop(conn)

    # -- in a thread --------------------------------------------------------------------------------------------------

    def handle(self, conn: TConn) -> Any:
        """Send the refusal, if any; else gunicorn's handler, which has nothing to wait for any more."""
        status = self._refused.pop(conn, None)
        if status is not None:
            send_at_once(conn, refusal(status))
            return False
        conn.data_ready = True
        return super().handle(conn)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """gunicorn's, with a Departure instead of the socket, so that it does not wait for the client."""
        req._expected_100_continue = False  # the body is here
        if not conn.parser.unreader.holds(req.body):  # chunked or too long: not waited for
            req.force_close()
        conn.departure = Departure(conn.sock)
        answering = copy(conn)
        answering.sock = conn.departure
        return super().handle_request(req, answering)

    def _keepalive_after(self, conn: TConn, keepalive: Any) -> bool:
        """gunicorn's without its time limit: what the site left of the body is here, and the answer said keep-alive."""
        while keepalive and conn.parser.mesg.body.read(READ_BYTES):
            pass
        return bool(keepalive)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """Back in the loop: the answer goes out, then the connection waits for its next request, or ends."""
        departure: Departure | None = conn.__dict__.pop("departure", None)
        if departure is not None and departure.waiting:
            self._depart(conn, departure, fs)
            return
        self._handed_on.pop(conn, None)
        kept = not fs.cancelled() and fs.exception() is None and bool(fs.result())
        begun = conn.parser.unreader.left() if kept else b""
        if not kept:
            self._linger(conn)
        elif begun:
            self._collect(conn, begun)
        else:
            conn.sock.setblocking(False)
            conn.set_timeout()
            if not self.alive:
                conn.timeout = min(conn.timeout, time.monotonic() + STOP_KEEPALIVE_LINGER)
            self.keepalived_conns.append(conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_client_socket_readable, conn))

    def _end(self, conn: TConn) -> None:
        self._handed_on.pop(conn, None)  # its answer may have been given up
        super()._end(conn)

    def murder_pending(self) -> None:
        """End what takes too long; gunicorn's loop calls this after each wait, of at most a second."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        self.worker_connections = self.cfg.worker_connections
        for conn, arrival in list(self._arriving.items()):
            if arrival.received and arrival.late(now):
                self._refuse(conn, 408)
            elif not arrival.received and (not self.alive or arrival.late(now)):
                self._stop_collecting(conn).close()
                self._end(conn)
        self._end_late_departures(now)
        self._end_closing(now)
