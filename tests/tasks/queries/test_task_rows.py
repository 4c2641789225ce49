"""The rows of lists hold what is declared."""

from __future__ import annotations

import pytest

from tasks.api.declared_fields import row_fields
from tasks.queries import lists
from tasks.queries.filters import Filter
from tests.factories import PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


def test_a_row_has_every_field_that_the_api_shows_in_lists() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    (row,) = lists.tasks(ann, Filter(id=(str(task.id),))).rows

    assert row_fields().keys() - row.keys() == set()
