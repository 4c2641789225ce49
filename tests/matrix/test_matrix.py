"""Every route × every method × every caller, from the resolver: each answers as tests/matrix/table.py says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_route_answers_every_caller_as_the_table_says(row: list[str], on_stage: Stage) -> None:
    method, name, *expected = row
    answers = []
    for caller in CALLERS:
        with transaction.atomic():  # every caller finds the same things there
            answer = on_stage.ask(caller, method, name, BODIES.get((method, name)))
            answers.append(str(answer.status_code))
            assert answer.status_code < 400 or answer.content or method == "HEAD"
            transaction.set_rollback(True)
    assert dict(zip(CALLERS, answers, strict=True)) == dict(zip(CALLERS, expected, strict=True))
