"""Orders: for every sort that there is, and for columns that are none yet, the pages are the list, nulls last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access import Access
from tasks.models import Project, Status, Task
from tasks.queries import board, lists, sorts
from tasks.queries.filters import Filter
from tasks.queries.sorts import DIRECTIONS, SORTS
from tasks.queries.sql.order import Order
from tests.factories import PersonFactory, ProjectFactory
from tests.tasks.queries.paging import pages_of

pytestmark = pytest.mark.django_db

# Columns that can be null and that no list is sorted by today.
NOT_YET = ("completed_at", "start_on", "due_time", "estimate_minutes", "parent_id")
EVERY = (*DIRECTIONS, *(sign + column for column in NOT_YET for sign in ("", "-")))
# Few values of each type, so that there are ties.
VALUES: dict[type[models.Field[Any, Any]], list[Any]] = {
    models.DateTimeField: [datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 9, 0, 0, 5, tzinfo=UTC)],
    models.DateField: [date(2026, 12, 1), date(2026, 12, 2)],
    models.TimeField: [time(9), time(9, 30)],
    models.SmallIntegerField: [0, 2, 4],
    models.IntegerField: [0, 15],
    models.CharField: ["a", "A", "é", "b", "💥", "Ω", "ß", "-", "0"],
}
POSITIONS = ["80000000", "80000001", "9"]


def _values(field: models.Field[Any, Any]) -> st.SearchStrategy[Any]:
    values = POSITIONS if field.name == "position" else VALUES[type(field)]
    return st.sampled_from([*values, None, None] if field.null else values)


def _rows() -> st.SearchStrategy[list[dict[str, Any]]]:
    """What differs between tasks: every column of a sort."""
    names = {sort.field for sort in SORTS.values()} | set(NOT_YET) - {"parent_id"}
    row = st.fixed_dictionaries({name: _values(Task._meta.get_field(name)) for name in sorted(names)})
    return st.lists(row, max_size=7)


def _fill(access: Access, rows: list[dict[str, Any]]) -> Project:
    """A project of these tasks, of which every third is below the first."""
    project: Project = ProjectFactory(access=access)
    first = uuid4()
    tasks = [_task(project, number, row, uuid4() if number else first, first) for number, row in enumerate(rows)]
    Task.objects.bulk_create(tasks)
    return project


def _task(project: Project, number: int, row: dict[str, Any], identifier: UUID, first: UUID) -> Task:
    return Task(
        **row | {"due_time": row["due_time"] if row["due_on"] else None},  # a time needs its date
        id=identifier,
        workspace_id=project.workspace_id,
        project_id=project.id,
        number=number + 1,
        status=Status.COMPLETED if row["completed_at"] else Status.TODO,
        parent_id=first if number % 3 == 1 else None,
    )


@pytest.fixture
def every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorts by columns that can be null, beside those that there are."""
    for column in NOT_YET:
        order = Order(f"t.{column}", "t.id", nullable=True)
        monkeypatch.setitem(SORTS, column, sorts.Sort(column, order, column, offered=column))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_rows(), limit=st.integers(1, 4))
def test_the_pages_of_a_list_its_groups_and_its_columns_are_the_whole(
    rows: list[dict[str, Any]], limit: int, ann: Access, every_column: None
) -> None:
    project = _fill(ann, rows)
    for sort in EVERY:
        filter = Filter(project=(project.key,), sort=sort)

        whole = lists.tasks(ann, filter, limit=200).rows

        assert len(whole) == len(rows), sort
        assert [row["id"] for row in whole] == _in_order(project, sort)
        assert list(_paged(ann, filter, limit)) == whole
        groups = [row for group in board.groups(ann, filter, limit=200).groups for row in group.rows]
        assert list(_grouped(ann, filter, limit)) == groups
        columns = [row for column in board.columns(ann, filter, each=200) for row in column.rows]
        assert list(_by_column(ann, filter, limit)) == columns
        assert sorted(row["id"] for row in columns) == sorted(row["id"] for row in whole)


def _in_order(project: Project, sort: str) -> list[str]:
    """What Django makes of the same order, nulls last."""
    name = sort.removeprefix("-")
    field = models.F("title_folded" if name == "title" else SORTS[name].field)
    by = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    rows = Task.objects.of(project.workspace_id).filter(project_id=project.id)
    return [str(one) for one in rows.order_by(by, sort[: -len(name)] + "id").values_list("id", flat=True)]


def _paged(access: Access, filter: Filter, limit: int) -> Iterator[Any]:
    for page in pages_of(lambda cursor: lists.tasks(access, filter, limit=limit, cursor=cursor)):
        yield from page.rows


def _grouped(access: Access, filter: Filter, limit: int) -> Iterator[Any]:
    for page in pages_of(lambda cursor: board.groups(access, filter, limit=limit, cursor=cursor)):
        for group in page.groups:
            yield from group.rows


def _by_column(access: Access, filter: Filter, limit: int) -> Iterator[Any]:
    """Each column from its first cards to its end."""
    for column in board.columns(access, filter, each=limit):
        yield from column.rows
        if column.next:
            rest = pages_of(
                lambda cursor, begin=column.next: board.column(access, filter, cursor=cursor or begin, limit=limit)
            )
            for page in rest:
                yield from page.rows


def test_an_order_expects_nulls_where_the_model_has_them() -> None:
    assert {name: sort.order.nullable for name, sort in SORTS.items()} == {
        name: Task._meta.get_field(sort.field).null for name, sort in SORTS.items()
    }


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann")
