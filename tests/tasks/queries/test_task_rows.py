"""The rows of lists hold what is declared."""

from __future__ import annotations

from datetime import date, time
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from tasks.api.declared_fields import row_fields
from tasks.queries import lists
from tasks.queries.filters import Filter
from tasks.queries.sql.task_rows import ListedTask
from tests.factories import LabelFactory, PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


def test_a_row_has_every_field_that_the_api_shows_in_lists() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    (row,) = lists.tasks(ann, Filter(id=(str(task.id),))).rows

    assert row_fields().keys() - row.keys() == set()


def test_a_row_has_the_members_and_types_that_it_says() -> None:
    ann = PersonFactory()
    parent = TaskFactory(access=ann)
    full = {"due_on": date(2030, 5, 6), "due_time": time(9, 30), "start_on": date(2030, 5, 5), "estimate_minutes": 30}
    linked = {"labels": [LabelFactory(access=ann).id], "assignees": [ann.user.id], "status": "completed"}
    task = TaskFactory(access=ann, parent=parent.id, **full, **linked)
    members = {name: hint for name, hint in get_type_hints(ListedTask).items() if name not in ("url", "parent")}

    rows: list[dict[str, Any]] = [{**lists.tasks(ann, Filter(id=(str(one.id),))).rows[0]} for one in (task, parent)]

    for row in rows:
        assert members.keys() <= row.keys()
        for name, hint in members.items():
            kinds = (list,) if get_origin(hint) is list else get_args(hint) or (dict if name == "project" else hint,)
            assert type(row[name]) in kinds, name
    assert [name for name, value in rows[0].items() if value is None] == []
