"""Models that went from one app to another keep their tables, forwards and backwards, with what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from primetrade.models import IdempotencyKey
from tasks.imports.models import Import
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board
from tests.tasks.imports.runs import started

TABLES = ("tasks_import", "accounts_idempotencykey")
BEFORE = (("imports", "zero"), ("accounts", "0003"), ("primetrade", "0003"))


@pytest.fixture
def _today_afterwards() -> Iterator[None]:
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_today_afterwards")
def test_rows_outlive_the_way_back_and_the_way_here(recorder: Any) -> None:
    ann = PersonFactory()
    run = started(ann, board())
    kept = IdempotencyKey(workspace_id=ann.workspace_id, user=ann.user, key="6f1e", status=201, answer=b"{}")
    kept.save(force_insert=True)
    whole = [shape(table) for table in TABLES]

    for app, migration in BEFORE:
        call_command("migrate", app, migration, verbosity=0)
    assert [shape(table) for table in TABLES] == whole
    call_command("migrate", verbosity=0)
    recorder.wrong.clear()  # migrations are about every workspace

    assert [shape(table) for table in TABLES] == whole
    assert Import.objects.of(ann).get().id == run.id
    assert bytes(IdempotencyKey.objects.of(ann).get().answer) == b"{}"


def shape(table: str) -> tuple[Any, ...]:
    """How many rows a table has, its columns, and its constraints and indexes by name."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        constraints = sorted(connection.introspection.get_constraints(cursor, table))
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone(), columns, constraints
