"""Every route × every method × every caller, from the resolver: each answers as tests/matrix/table.py says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from primetrade.api.endpoint import Endpoint
from tests.matrix.callers import CALLERS, Stage, stage
from tests.matrix.table import BODIES, TABLE

ROWS = [line.split() for line in TABLE.strip().splitlines()]
METHODS = ("get", "post", "patch", "delete")


def asked() -> Iterator[tuple[str, str]]:
    """Method and route name of everything that can be asked; pages by GET and POST."""
    for pattern in _patterns(get_resolver().url_patterns):
        view = getattr(pattern.callback, "cls", None)
        endpoint = isinstance(view, type) and issubclass(view, Endpoint)
        for method in METHODS if endpoint else ("get", "post"):
            if not endpoint or hasattr(view, method):
                yield method.upper(), str(pattern.name)


def _patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


@pytest.fixture
def on_stage(db: None) -> Stage:
    return stage()


def test_every_route_and_method_is_in_the_table() -> None:
    listed = [(method, name) for method, name, *_ in ROWS]
    assert sorted(set(asked())) == sorted(listed)


@pytest.mark.parametrize("method", [method.upper() for method in METHODS])
def test_a_route_answers_every_caller_as_the_table_says(method: str, on_stage: Stage) -> None:
    otherwise = {}
    for name, *expected in [row[1:] for row in ROWS if row[0] == method]:
        answers = [_status(on_stage, caller, method, name) for caller in CALLERS]
        if answers != expected:
            otherwise[method, name] = dict(zip(CALLERS, answers, strict=True))
    assert otherwise == {}


def _status(on_stage: Stage, caller: str, method: str, name: str) -> str:
    """Of the answer. What was changed for it is rolled back: every caller finds the same things there."""
    with transaction.atomic():
        answer = on_stage.ask(caller, method, name, BODIES.get((method, name)))
        transaction.set_rollback(True)
    assert answer.status_code < 400 or answer.content, (caller, name)
    return str(answer.status_code)


@time_machine.travel(timezone.now(), tick=False)  # cookies and ETags tell the time
@pytest.mark.parametrize("caller", ["anonymous", "owner"])
def test_head_answers_as_get_does_without_a_body(caller: str, on_stage: Stage) -> None:
    browser = on_stage.browser(caller)
    on_stage.ask(caller, "GET", "profile", None, browser)  # makes the CSRF secret, which is in the ETag of pages
    other = {}
    for name in [name for method, name, *expected in ROWS if method == "GET" and "405" not in expected]:
        whole, head = (on_stage.ask(caller, method, name, None, browser) for method in ("GET", "HEAD"))
        if _without_body(whole) != _without_body(head) or head.content:
            other[name] = _without_body(head)
    assert other == {}


def _without_body(answer: Any) -> tuple[int, dict[str, str]]:
    """Status and headers, but for the one that no two answers share."""
    said = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, said
