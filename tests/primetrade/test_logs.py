"""One line an event: nothing from outside makes another, and what is refused is told without a traceback."""

import json
import logging
import sys

import pytest
from django.conf import settings

from primetrade.logs import Seldom, formatter, without_traceback

pytestmark = pytest.mark.any_database

FORGED = '/x\n2026-01-01 [info] signed in\x1b[31m {"level": "info"}'


def line(form: str, name: str = "django.request", *, failed: bool = False) -> str:
    try:
        raise ValueError("where it happened")
    except ValueError:
        error = sys.exc_info() if failed else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, "Internal Server Error: %s", (FORGED,), error)
    assert without_traceback(record)
    return formatter(form).format(record)


def test_a_path_can_not_forge_a_line_of_text() -> None:
    assert "\n" not in line("text")
    assert "\x1b" not in line("text")


def test_a_line_of_json_is_one_object_with_level_and_time() -> None:
    text = line("json")
    assert "\n" not in text
    assert json.loads(text) | {"timestamp": ""} == {
        "event": f"Internal Server Error: {FORGED}",
        "level": "error",
        "logger": "django.request",
        "timestamp": "",
    }


def test_an_error_keeps_its_traceback_and_a_refused_request_does_not() -> None:
    assert "where it happened" in line("json", failed=True)
    assert "where it happened" not in line("json", "django.security.DisallowedHost", failed=True)


def test_the_console_uses_both() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["short"]


def test_a_pool_tells_of_its_attempts_once_a_minute() -> None:
    seldom = Seldom()

    def passes(message: str, at: float) -> bool:
        record = logging.LogRecord("psycopg.pool", logging.WARNING, __file__, 1, message, ("pool-1",), None)
        record.created = at
        return seldom.filter(record)

    assert [passes("error connecting in %r", at) for at in (0.0, 0.1, 59.0, 61.0)] == [True, False, False, True]
    assert passes("reconnection attempt in pool %r failed", 62.0)
