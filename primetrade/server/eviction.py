"""What a full worker drops: the longest-waiting connection, the slowest body."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from primetrade.server.incoming import IncomingRequest

# Bytes of all requests and answers that a worker may hold: 25 imports of the largest size.
COLLECTED_LIMIT = 1_000_000_000


class Eviction:
    """The part of a worker that makes room for connections and for bytes."""

    poller: Any
    keepalived_conns: Any
    _receiving: dict[Any, IncomingRequest]
    _handed_on: dict[Any, int]
    _sending: dict[Any, Any]
    _unsent_bytes: Callable[[], int]
    _stop_collecting: Any
    _stop_sending: Any
    _refuse: Any
    _end: Any

    def _evict_one(self) -> bool:
        """End the oldest idle connection, else the oldest incoming request, else the oldest answer; False if none."""
        if self.keepalived_conns:
            conn = self.keepalived_conns.popleft()
            self.poller.unregister(conn.sock)
        elif self._receiving:
            conn = next(iter(self._receiving))
            self._stop_collecting(conn).close()
        elif self._sending:
            conn = next(iter(self._sending))
            self._stop_sending(conn)
        else:
            return False
        self._end(conn)
        return True

    def _limit_memory(self) -> None:
        """Above COLLECTED_LIMIT, refuse the slowest of the requests stored in a file: others would free little."""
        now = time.monotonic()
        while self._held() > COLLECTED_LIMIT and (large := [c for c, one in self._receiving.items() if one.in_file]):
            self._refuse(max(large, key=lambda conn: self._receiving[conn].seconds_a_byte(now)), 503)

    def _held(self) -> int:
        return (
            sum(one.received for one in self._receiving.values()) + sum(self._handed_on.values()) + self._unsent_bytes()
        )
