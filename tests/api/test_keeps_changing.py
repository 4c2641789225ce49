"""A command whose rows others change at each attempt is refused like any conflict, and is no fault of the server."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from primetrade.commands import RETRIES, Repeat
from tasks.commands import create_task
from tests.api.conftest import Caller
from tests.factories import PersonFactory
from tests.tasks.visitor import Visitor, text

TOLD = "This keeps changing. Try again in a moment."


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The attempts to undo something, all in vain."""
    made: list[Any] = []

    def repeat(*args: Any, **kwargs: Any) -> None:
        made.append(args)
        raise Repeat

    monkeypatch.setattr(import_module("tasks.commands.undo"), "locked_rows", repeat)
    return made


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [{}, {"Idempotency_Key": "once"}])
def test_the_api_answers_409(attempts: list[Any], headers: dict[str, str]) -> None:
    ann = PersonFactory()
    answer = Caller(ann).post(f"batches/{create_task(ann, title='Mine').batch}/undo", **headers)

    assert (answer.status_code, answer.json()["detail"]) == (409, TOLD)
    assert len(attempts) == RETRIES + 1


@pytest.mark.django_db(transaction=True)
def test_a_page_says_so(attempts: list[Any]) -> None:
    ann = PersonFactory()

    answer = Visitor(ann, htmx=True).undo(create_task(ann, title="Mine").batch)

    assert answer.status_code == 409
    assert TOLD in text(answer)
