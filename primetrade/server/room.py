"""What a full worker gives up: the connection that waits longest, the body that comes slowest."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from primetrade.server.arrival import Arrival

# Of all requests that are here or on their way, in bytes: 25 imports of the largest size at once.
COLLECTED_LIMIT = 1_000_000_000


class Room:
    """The part of a worker that makes room for connections and for bytes."""

    poller: Any
    keepalived_conns: Any
    _arriving: dict[Any, Arrival]
    _handed_on: dict[Any, int]
    _departing: dict[Any, Any]
    _departing_bytes: Callable[[], int]
    _stop_collecting: Any
    _stop_departing: Any
    _refuse: Any
    _end: Any

    def _make_room(self) -> bool:
        """End the oldest connection between two requests, else the one that sends or takes the longest."""
        if self.keepalived_conns:
            conn = self.keepalived_conns.popleft()
            self.poller.unregister(conn.sock)
        elif self._arriving:
            conn = next(iter(self._arriving))
            self._stop_collecting(conn).close()
        elif self._departing:
            conn = next(iter(self._departing))
            self._stop_departing(conn)
        else:
            return False
        self._end(conn)
        return True

    def _bound(self) -> None:
        """When too much is here, end what comes slowest, of what takes a file: ending others would gain nothing."""
        now = time.monotonic()
        while self._held() > COLLECTED_LIMIT and (large := [c for c, one in self._arriving.items() if one.in_file]):
            self._refuse(max(large, key=lambda conn: self._arriving[conn].seconds_a_byte(now)), 503)

    def _held(self) -> int:
        return (
            sum(one.received for one in self._arriving.values())
            + sum(self._handed_on.values())
            + self._departing_bytes()
        )
