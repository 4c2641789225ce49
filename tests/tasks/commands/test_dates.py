"""A task does not start after it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.access import Access
from primetrade.errors import InvalidInput
from tasks.commands import create_task, edit_task
from tasks.models import Task
from tests.factories import PersonFactory, TaskFactory

FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)


@pytest.fixture
def ann(db: None) -> Access:
    return PersonFactory()


@pytest.fixture
def task(ann: Access) -> Any:
    return TaskFactory(access=ann, start_on=SECOND, due_on=SECOND)


def test_a_new_task_that_starts_after_it_is_due_is_refused(ann: Access) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_task(ann, title="One", start_on=SECOND, due_on=FIRST)
    assert list(refused.value.errors) == ["start_on"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start_on": THIRD}, "start_on"),
        ({"due_on": FIRST}, "due_on"),
        ({"start_on": THIRD, "due_on": FIRST}, "start_on"),
    ],
)
def test_a_date_is_compared_with_the_stored_other(change: Any, field: str, ann: Access, task: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        edit_task(ann, task=task.id, **change)
    assert list(refused.value.errors) == [field]


@pytest.mark.parametrize("change", [{"start_on": FIRST}, {"due_on": None}, {"start_on": THIRD, "due_on": THIRD}])
def test_dates_in_their_order_are_taken(change: Any, ann: Access, task: Any) -> None:
    assert edit_task(ann, task=task.id, **change).value.version == 2


def test_a_task_that_came_in_the_wrong_order_can_be_edited_otherwise(ann: Access, task: Any) -> None:
    Task.objects.of(ann).filter(id=task.id).update(due_on=FIRST)
    assert edit_task(ann, task=task.id, title="Two", start_on=SECOND, due_on=FIRST).value.title == "Two"


def test_a_page_says_it_at_the_dates(ann: Access, task: Any, client: Any) -> None:
    client.force_login(ann.user)
    page = f"/w/{ann.workspace.slug}/tasks/IN-{task.number}"
    answer = client.post(f"{page}/edit", {"start_on": "2026-12-03"})
    assert answer.status_code == 422
    assert "This is after the due date" in answer.content.decode()
