"""Logs that the database is away or a disk is full: one line per request, a traceback at most once a minute."""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError

log = structlog.get_logger("primetrade.database")

OUTAGE = (OperationalError, InterfaceError)
FULL_TITLE = "No space is left"
FULL_DETAIL = (
    "Nothing was saved: the disk of the database is full. Whoever runs this PrimeTrade has to make room there."
)
UPLOAD_DETAIL = "Nothing was saved: the disk for uploads is full. Whoever runs this PrimeTrade has to make room there."
TRACEBACK_SECONDS = 60.0
_FULL_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
_FULL_SQLSTATE = "53100"
_REASON_CHARACTERS = 200


def is_outage(error: BaseException | None) -> bool:
    """Whether it is the database that failed, or a file that found no room."""
    return isinstance(error, OUTAGE) or _is_full_disk(error)


def _is_full_disk(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def is_full(error: BaseException | None) -> bool:
    """Whether the database failed because its disk is full."""
    cause = getattr(error, "__cause__", None)
    return getattr(cause, "sqlite_errorcode", None) in _FULL_CODES or getattr(cause, "sqlstate", None) == _FULL_SQLSTATE


def words(error: BaseException | None) -> tuple[str, str]:
    """Title and detail for the error page; "" for the default text."""
    if _is_full_disk(error):
        return FULL_TITLE, UPLOAD_DETAIL
    return (FULL_TITLE, FULL_DETAIL) if is_full(error) else ("", "")


def reason(error: BaseException) -> str:
    """The first line of the database's error message."""
    return str(error).partition("\n")[0][:_REASON_CHARACTERS] or type(error).__name__


def note(request: Any, response: Any, error: BaseException) -> None:
    """Put the reason in this request's log line, instead of Django's own. Logs a traceback at most once a minute."""
    inner_request = getattr(request, "_request", request)  # REST framework wraps it
    inner_request.failure = reason(error)
    response._has_been_logged = True
    event = "a disk is full" if _is_full_disk(error) else "the database failed"
    times = _failures.count()
    if times:
        log.error(event, reason=inner_request.failure, times=times, exc_info=error)
    else:
        log.debug(event, reason=inner_request.failure, exc_info=error)


class _Failures:
    """Counts the failures since the last traceback was logged."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_traceback, self._times = float("-inf"), 0

    def count(self) -> int:
        """Count one more. Returns the number since the last traceback if the next one is due, else 0."""
        with self._lock:
            self._times += 1
            now = time.monotonic()
            if now - self._last_traceback < TRACEBACK_SECONDS:
                return 0
            times, self._last_traceback, self._times = self._times, now, 0
            return times


_failures = _Failures()
