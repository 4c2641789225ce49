"""Logging by structlog: readable text on a laptop, one JSON object per line on a server, always with time and level."""

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
    """A logging filter that passes every record, but drops the traceback of refused requests (django.security).

    It also replaces the path in Django's messages with the route, because links in mails have secrets in their paths.
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
    """Passes each message at most once a minute: pools log every failed attempt to connect, ten a second."""

    def __init__(self) -> None:
        super().__init__()
        self._passed: dict[object, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Compares messages without their values."""
        if record.created - self._passed.get(record.msg, float("-inf")) < _SELDOM_SECONDS:
            return False
        self._passed[record.msg] = record.created
        return True


def formatter(form: str) -> logging.Formatter:
    """The formatter of every handler; `form` is "json" or "text". Values can't forge a line with line breaks."""
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
    """Escape line breaks and terminal codes, which may come from outside. (JSON escapes them anyway.)"""
    event["event"] = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in str(event["event"])
    )
    return event
