"""An incoming request: its bytes, whether it is complete, and whether it comes too slowly.

Only gunicorn's parser interprets the bytes. This looks for the end of the head and the length of the body, only to
decide how long to wait.
"""

from __future__ import annotations

import errno
import re
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Any

from gunicorn.http.unreader import SocketUnreader

# A request may take GRACE_SECONDS, plus a second for each BYTES_PER_SECOND received. Even a phone with a weak
# signal sends faster; a slower client is cut off, however long a body it announces.
GRACE_SECONDS = 20.0
BYTES_PER_SECOND = 10_000
HEAD_LIMIT = 128_000  # gunicorn takes a hundred lines of up to 8 kB; heads for this site have less than 10 kB
BODY_LIMIT = 50_000_000  # views take at most 40 MB (an import); longer bodies are refused unread
_MEMORY_BYTES = 64_000  # longer requests go to a temporary file
READ_BYTES = 256_000
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r\n", re.IGNORECASE)
_CONTINUE = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class IncomingRequest:
    """`length`: bytes of the body, 0 until the head is there. `began` and `now` are monotonic seconds."""

    def __init__(self, began: float) -> None:
        self.received = 0
        self.length = 0
        self.expects_continue = False
        self._began = began
        self._head: bytearray | None = bytearray()  # None once it is complete
        self._file = SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115 (closed with what reads it)
        self._missing = 0

    @property
    def wanted(self) -> int:
        """How many bytes may be read from the socket now; never beyond the end of the body."""
        return READ_BYTES if self._head is not None else min(self._missing, READ_BYTES)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing. Chunked bodies are not waited for: no view reads them."""
        return self._head is None and self._missing <= 0

    @property
    def head_too_large(self) -> bool:
        return self._head is not None and len(self._head) > HEAD_LIMIT

    def late(self, now: float) -> bool:
        """Whether it has taken longer than the bytes received so far allow."""
        return now - self._began > GRACE_SECONDS + self.received / BYTES_PER_SECOND

    @property
    def in_file(self) -> bool:
        return self.received > _MEMORY_BYTES

    def seconds_a_byte(self, now: float) -> float:
        """The average so far."""
        return (now - self._began) / max(self.received, 1)

    def add(self, data: bytes) -> None:
        """Take the next bytes from the socket. Raises OSError when there is no disk space."""
        self.received += len(data)
        self._file.write(data)
        if self._head is None:
            self._missing -= len(data)
        else:
            self._look_for_the_end(self._head, data)
        if self.whole:
            self._file.seek(0)  # flushes the buffer

    def reader(self, sock: Any) -> CollectedReader:
        """What gunicorn's parser reads the request from."""
        return CollectedReader(sock, self._file, self.received)

    def close(self) -> None:
        """Discard the bytes."""
        with suppress(OSError):  # there may be no disk space for what was buffered
            self._file.close()

    def _look_for_the_end(self, head: bytearray, data: bytes) -> None:
        searched = max(0, len(head) - len(_END) + 1)
        head += data
        end = head.find(_END, searched)
        if end >= 0:
            self._measure(bytes(head[: end + 2]), len(head) - end - len(_END))
            self._head = None

    def _measure(self, head: bytes, have: int) -> None:
        match = _LENGTH.search(head)
        length = int(match[1]) if match else 0
        if length <= BODY_LIMIT:
            self.length, self._missing = length, length - have
            self.expects_continue = self._missing > 0 and bool(_CONTINUE.search(head))


class CollectedReader(SocketUnreader):
    """Reads what has arrived, and never waits for a client in a thread: missing bytes end the connection."""

    def __init__(self, sock: Any, file: Any, size: int) -> None:
        super().__init__(sock)
        self._file = file
        self._left = size

    def holds(self, body: Any) -> bool:
        """Whether the body is complete. False for a chunked one, whose end only reading it finds."""
        length = getattr(body.reader, "length", None)
        return length is not None and length <= self._left + self.buf.getbuffer().nbytes

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next bytes, few enough to be copied repeatedly. Raises ConnectionResetError when there are none."""
        data: bytes = self._file.read(min(max(size_hint or 0, self.mxchunk), READ_BYTES))
        self._left -= len(data)
        if not data:
            raise ConnectionResetError(errno.ECONNRESET, "The request is not whole.")
        return data

    def left(self) -> bytes:
        """The bytes after the request: the start of the next one."""
        data: bytes = self.take_buffered() + self._file.read()
        self._file.close()
        return data
