"""Answers to requests that never reach the site: problem documents, like the API's.

The client may not be a browser and the path may not have been read, so the form is always the same.
"""

from __future__ import annotations

from typing import Any

from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException


class ProblemRefusals:
    """A worker's `handle_error` for requests that can't be parsed: 414, 431, or 400. Other errors are gunicorn's."""

    log: Any

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer, and log no more of the request than gunicorn does."""
        if not isinstance(exc, ParseException):
            return super().handle_error(req, client, addr, exc)  # type: ignore[misc,no-any-return]
        self.log.warning("Invalid request from ip=%s: %r", addr[0] if addr else "", str(exc)[:200])
        try:
            util.write_nonblock(client, refusal(_status(exc)))
        except OSError:
            self.log.debug("Failed to send error message.")
        return None


def refusal(status: int) -> bytes:
    """The whole answer, after which the connection ends."""
    # Imported here: gunicorn imports this module before Django is set up.
    from primetrade.api.problems import problem
    from primetrade.ids import uuid7
    from primetrade.middleware.headers import constant_headers

    request_id = uuid7().hex
    title, detail = _WORDS.get(status, ("", ""))
    response = problem(_Unread(request_id), status, title=title, detail=detail)  # type: ignore[arg-type]
    headers = constant_headers() | dict(response.items())
    headers |= {
        "Connection": "close",
        "Content-Length": str(len(response.content)),
        "Cache-Control": "private, no-cache",
        "X-Request-ID": request_id,
    }
    lines = [f"HTTP/1.1 {status} {response.reason_phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + bytes(response.content)


def _status(exc: Exception) -> int:
    if isinstance(exc, LimitRequestLine):
        return 414
    return 431 if isinstance(exc, LimitRequestHeaders) else 400


_WORDS = {
    400: ("", "This HTTP request can't be read: check its first line and its headers."),
    507: ("No space is left", "The disk for uploads is full. Whoever runs this PrimeTrade has to make room there."),
    503: ("Too much is being sent to us at the moment", "Try again in a moment."),
}


class _Unread:
    """A substitute for the request that could not be read."""

    def __init__(self, request_id: str) -> None:
        self.id = request_id
