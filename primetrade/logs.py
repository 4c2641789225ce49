"""Log lines by structlog: readable on a laptop, one JSON object a line on a server, always with time and level."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*_SHARED, structlog.processors.format_exc_info, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

_SELDOM_SECONDS = 60.0


def without_traceback(record: logging.LogRecord) -> bool:
    """A filter that passes all, and shortens: a refused request (django.security) is understood without a traceback.

    Django names the path of a request that failed or was refused. Links in mails are paths: the route is named instead.
    """
    request = getattr(record, "request", None)
    path = getattr(request, "path", None)
    if path and isinstance(record.args, tuple):
        match = getattr(request, "resolver_match", None)
        route = f"/{match.route.lstrip('^')}" if match else "(no page)"
        named = (path, path.encode("unicode_escape").decode())
        record.args = tuple(route if value in named else value for value in record.args)
    if record.name.startswith("django.security"):
        record.exc_info = record.exc_text = None
    return True


class Seldom(logging.Filter):
    """Passes a kind of message once a minute: pools tell of every attempt at a database that is away, ten a second."""

    def __init__(self) -> None:
        super().__init__()
        self._passed: dict[object, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """By what the message is before its values are put in."""
        if record.created - self._passed.get(record.msg, float("-inf")) < _SELDOM_SECONDS:
            return False
        self._passed[record.msg] = record.created
        return True


def formatter(form: str) -> logging.Formatter:
    """The formatter of every handler; `form` is "json" or "text". Line breaks in values can't forge a line."""
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if form == "json"
        else [
            _on_one_line,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )


def _on_one_line(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """What came from outside can't begin a line of its own, nor colour the terminal. (JSON escapes by itself.)"""
    event["event"] = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in str(event["event"])
    )
    return event
