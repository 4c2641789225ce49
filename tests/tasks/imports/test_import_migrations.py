"""Imports of before: one that changed nothing had a batch that nothing was written in."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from primetrade.ids import uuid7
from tasks.models import Import
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board
from tests.tasks.imports.runs import imported, started

pytestmark = pytest.mark.django_db


def test_the_batch_of_an_unchanged_import_is_forgotten_and_no_other(recorder: Any) -> None:
    ann = PersonFactory()
    wrote, unchanged, waiting = imported(ann, board()), imported(ann, board()), started(ann, board())
    Import.objects.of(ann).filter(id__in=(unchanged.id, waiting.id)).update(batch=uuid7())

    import_module("tasks.migrations.0005_unchanged_imports").forget(apps, None)
    recorder.wrong.clear()  # a migration is about every workspace

    left = dict(Import.objects.of(ann).values_list("id", "batch"))
    assert (left[wrote.id], left[unchanged.id]) == (wrote.batch, None)
    assert left[waiting.id] is not None
