"""gunicorn's thread worker, with threads only for requests that have fully arrived.

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

from gunicorn.http.errors import InvalidHeader
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from primetrade.server.closing import LingeringClose, send_at_once
from primetrade.server.eviction import Eviction
from primetrade.server.incoming import READ_BYTES, IncomingRequest
from primetrade.server.outgoing import OutgoingResponse, ResponseSending
from primetrade.server.rejections import ProblemRefusals, refusal

_LOOK_SECONDS = 0.5
# EINVAL: the parent shut the socket down and ends us next.
_NOTHING_THERE = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK, errno.EINVAL)
_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class GunicornWorker(ProblemRefusals, Eviction, ResponseSending, LingeringClose, ThreadWorker):
    """A connection is in one of five states: receiving, in a thread, sending, kept alive, or closing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._receiving: dict[TConn, IncomingRequest] = {}
        self._refused: dict[TConn, int] = {}
        self._handed_on: dict[TConn, int] = {}  # bytes of requests that are waiting for a thread or in one
        self._looked = 0.0

    # -- receiving ----------------------------------------------------------------------------------------------------

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection. When all connections or files are in use, end the one that has waited longest."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in _NO_ROOM:
                if not self._evict_one():
                    self.worker_connections = self.nr_conns  # gunicorn's loop then accepts none until murder_pending
            elif error.errno not in _NOTHING_THERE:
                raise
            return
        if self.nr_conns + 1 >= self.worker_connections:
            self._evict_one()
        self.nr_conns += 1
        self._collect(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """The next request on a connection that was kept alive."""
        if conn not in self.keepalived_conns:  # just evicted
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._collect(conn)

    def _collect(self, conn: TConn, begun: bytes = b"") -> None:
        incoming = self._receiving[conn] = IncomingRequest(time.monotonic())
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_bytes, conn))
        if begun:
            self._take(conn, incoming, begun)

    def _on_bytes(self, conn: TConn, client: socket.socket) -> None:
        incoming = self._receiving.get(conn)
        if incoming is None:  # just evicted
            return
        try:
            data = client.recv(incoming.wanted)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, incoming, data)
        else:
            self._stop_collecting(conn).close()
            self._end(conn)

    def _take(self, conn: TConn, incoming: IncomingRequest, data: bytes) -> None:
        try:
            incoming.add(data)
        except OSError as error:
            self.log.warning("There is no room for the body of a request: %s", error)
            self._refuse(conn, 507)
            return
        if incoming.head_too_large:
            self._refuse(conn, 431)
        elif incoming.whole:
            self._stop_collecting(conn)
            self._handed_on[conn] = incoming.received
            conn.sock.setblocking(True)
            conn.init()
            conn.parser.unreader = incoming.reader(conn.sock)
            self.enqueue_req(conn)
        elif incoming.expects_continue:
            incoming.expects_continue = False
            send_at_once(conn, b"HTTP/1.1 100 Continue\r\n\r\n")
        self._limit_memory()

    def _refuse(self, conn: TConn, status: int) -> None:
        """Refuse in a thread, so that errors and waiting don't affect the loop."""
        self._stop_collecting(conn).close()
        self._refused[conn] = status
        self.enqueue_req(conn)

    def _stop_collecting(self, conn: TConn) -> IncomingRequest:
        self.poller.unregister(conn.sock)
        return self._receiving.pop(conn)

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
        """gunicorn's, with an OutgoingResponse instead of the socket, so that it does not wait for the client.

        Raises InvalidHeader without one Host, which RFC 9112 section 3.2 asks to refuse and gunicorn lets through.
        """
        hosts = sum(name == "HOST" for name, _ in req.headers)
        if hosts > 1 or (not hosts and req.version >= (1, 1)):
            raise InvalidHeader("Host")
        req._expected_100_continue = False  # the body is here
        if not conn.parser.unreader.holds(req.body):  # chunked or too long: not waited for
            req.force_close()
        conn.response = OutgoingResponse(conn.sock)
        answering = copy(conn)
        answering.sock = conn.response
        return super().handle_request(req, answering)

    def _keepalive_after(self, conn: TConn, keepalive: Any) -> bool:
        """gunicorn's without its time limit: what the site left of the body is here, and the answer said keep-alive."""
        while keepalive and conn.parser.mesg.body.read(READ_BYTES):
            pass
        return bool(keepalive)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """Back in the loop: the answer goes out, then the connection waits for its next request, or ends."""
        response: OutgoingResponse | None = conn.__dict__.pop("response", None)
        if response is not None and response.waiting:
            self._send_rest(conn, response, fs)
            return
        self._handed_on.pop(conn, None)
        keep_alive = not fs.cancelled() and fs.exception() is None and bool(fs.result())
        begun = conn.parser.unreader.left() if keep_alive else b""
        if not keep_alive:
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
        self._handed_on.pop(conn, None)  # its answer may have been dropped
        super()._end(conn)

    def murder_pending(self) -> None:
        """End what takes too long; gunicorn's loop calls this after each wait, of at most a second."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        self.worker_connections = self.cfg.worker_connections
        for conn, incoming in list(self._receiving.items()):
            if incoming.received and incoming.late(now):
                self._refuse(conn, 408)
            elif not incoming.received and (not self.alive or incoming.late(now)):
                self._stop_collecting(conn).close()
                self._end(conn)
        self._end_late_responses(now)
        self._end_closing(now)
