"""A request on its way in: its bytes, whether it is there whole, and whether it comes too slowly.

Only gunicorn's parser says what the bytes mean. What is looked for here, the end of the head and the length of the
body, decides how long to wait and nothing else.
"""

from __future__ import annotations

import errno
import re
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Any

from gunicorn.http.unreader import SocketUnreader

# A request may take GRACE_SECONDS, and a second more for each BYTES_PER_SECOND that have come: a telephone at the edge
# of its network sends faster; who sends less is ended within the grace, however long the body is said to be.
GRACE_SECONDS = 20.0
BYTES_PER_SECOND = 10_000
HEAD_LIMIT = 128_000  # gunicorn takes lines of up to 8 kB, a hundred of them; a head of ours has less than 10 kB
BODY_LIMIT = 50_000_000  # the largest that any view takes is 40 MB (an import); longer ones are refused unread
_MEMORY_BYTES = 64_000  # what is longer goes to a temporary file
READ_BYTES = 256_000
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r\n", re.IGNORECASE)
_CONTINUE = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class Arrival:
    """`length`: bytes of the body, 0 until the head is there. `began` and `now` are monotonic seconds."""

    def __init__(self, began: float) -> None:
        self.received = 0
        self.length = 0
        self.expects_continue = False
        self._began = began
        self._head: bytearray | None = bytearray()  # None when it is whole
        self._file = SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115 (closed with what reads it)
        self._missing = 0

    @property
    def wanted(self) -> int:
        """How many bytes may be read from the socket now; never beyond the end of the body."""
        return READ_BYTES if self._head is not None else min(self._missing, READ_BYTES)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing. A body in chunks is not waited for: no view reads one."""
        return self._head is None and self._missing <= 0

    @property
    def head_too_large(self) -> bool:
        return self._head is not None and len(self._head) > HEAD_LIMIT

    def late(self, now: float) -> bool:
        """Whether it takes longer than what has come of it allows."""
        return now - self._began > GRACE_SECONDS + self.received / BYTES_PER_SECOND

    @property
    def in_file(self) -> bool:
        return self.received > _MEMORY_BYTES

    def seconds_a_byte(self, now: float) -> float:
        """How slowly it comes."""
        return (now - self._began) / max(self.received, 1)

    def add(self, data: bytes) -> None:
        """The next bytes from the socket. Raises OSError when there is no room for them."""
        self.received += len(data)
        self._file.write(data)
        if self._head is None:
            self._missing -= len(data)
        else:
            self._look_for_the_end(self._head, data)
        if self.whole:
            self._file.seek(0)  # which writes what was held back

    def reader(self, sock: Any) -> ArrivedReader:
        """What gunicorn's parser reads the request from."""
        return ArrivedReader(sock, self._file, self.received)

    def close(self) -> None:
        """Forget it."""
        with suppress(OSError):  # there may be no room for what was held back
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


class ArrivedReader(SocketUnreader):
    """Reads what has arrived, and never waits for a client in a thread: what is missing ends the connection."""

    def __init__(self, sock: Any, file: Any, size: int) -> None:
        super().__init__(sock)
        self._file = file
        self._left = size

    def holds(self, body: Any) -> bool:
        """Whether the body is here to its end: not one in chunks, whose end only its reader finds."""
        length = getattr(body.reader, "length", None)
        return length is not None and length <= self._left + self.buf.getbuffer().nbytes

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next bytes, few enough to be copied again and again. Raises ConnectionResetError when there are none."""
        data: bytes = self._file.read(min(max(size_hint or 0, self.mxchunk), READ_BYTES))
        self._left -= len(data)
        if not data:
            raise ConnectionResetError(errno.ECONNRESET, "The request is not whole.")
        return data

    def left(self) -> bytes:
        """What came behind the request: the beginning of the next one."""
        data: bytes = self.take_buffered() + self._file.read()
        self._file.close()
        return data
