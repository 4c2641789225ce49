"""No field of words anywhere takes a text that nobody can see: every form, every endpoint, an import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import resolve

from primetrade.api.serializers import Text
from primetrade.text import is_seen
from tests.factories import PersonFactory
from tests.matrix.callers import Stage, stage
from tests.matrix.table import BODIES
from tests.matrix.test_matrix import asked
from tests.tasks.imports.boards import everything
from tests.tasks.imports.runs import imported

pytestmark = pytest.mark.django_db

BLANK = "\u200b\u3164\u2800\ufe0f"
OURS = ("accounts", "tasks", "primetrade")
ASKED = [(method, name) for method, name in asked() if method in ("POST", "PATCH")]


def words_of(on_stage: Stage, method: str, name: str) -> list[str]:
    """The fields of a form or an endpoint's body that take words."""
    body = {field for field, value in BODIES.get((method, name), {}).items() if value == "New"}
    endpoint = getattr(resolve(on_stage.path(name)).func, "cls", None)
    operation = getattr(getattr(endpoint, method.lower(), None), "operation", None)
    if operation and operation.body:
        body |= {field for field, kind in operation.body().fields.items() if isinstance(kind, Text)}
    return sorted(body)


def unseen() -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    """The rows of ours that hold a text that is there and can't be seen."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            columns = [field.name for field in model._meta.concrete_fields if isinstance(field, _TEXT)]
            manager: Any = getattr(model, "everywhere", model._default_manager)
            for row in manager.values_list(*columns) if columns else ():
                if not all(is_seen(text) for text in row if text):
                    yield model, row


_TEXT = (models.CharField, models.TextField)


def test_no_form_and_no_endpoint_keeps_a_text_that_nobody_sees() -> None:
    on_stage = stage()
    kept = {}
    for method, name in ASKED:
        for field in words_of(on_stage, method, name):
            with transaction.atomic():
                body = BODIES.get((method, name), {}) | {field: BLANK}
                assert on_stage.ask("owner", method, name, body).status_code < 500, (method, name, field)
                if rows := list(unseen()):
                    kept[method, name, field] = rows
                transaction.set_rollback(True)
    assert kept == {}


def test_the_walk_finds_every_kind_of_words() -> None:
    on_stage = stage()
    found = {field for method, name in ASKED for field in words_of(on_stage, method, name)}
    assert found >= {"name", "title", "body", "description", "project_name"}


def test_an_import_keeps_no_text_that_nobody_sees() -> None:
    ann = PersonFactory(name="Ann")
    board = _blanked(everything())
    imported(ann, board)
    assert list(unseen()) == []


def _blanked(value: Any) -> Any:
    """The board with every text that people wrote made invisible."""
    if isinstance(value, dict):
        return {
            name: BLANK if name in ("name", "desc", "text", "fullName") and isinstance(item, str) else _blanked(item)
            for name, item in value.items()
        }
    return [_blanked(item) for item in value] if isinstance(value, list) else value
