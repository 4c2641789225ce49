"""Completing a task with open subtasks asks about them; both are one batch."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accounts.access import Access
from primetrade.errors import Conflict, NotAllowed
from tasks.commands import complete_subtasks, delete_task, edit_task, undo
from tasks.models import Task
from tests.factories import MemberFactory, TaskFactory
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


@pytest.fixture
def hull(ann: Access) -> Task:
    return TaskFactory(access=ann, title="Hull")


@pytest.fixture
def below(ann: Access, hull: Task) -> list[Task]:
    """Two levels of open subtasks, one that is cancelled, one in the trash."""
    plank = TaskFactory(access=ann, parent=hull.id)
    caulk = TaskFactory(access=ann, parent=plank.id)
    cancelled = TaskFactory(access=ann, parent=hull.id, status="cancelled")
    gone = TaskFactory(access=ann, parent=hull.id)
    delete_task(ann, task=gone.id)
    return [plank, caulk, cancelled, gone]


def statuses(ann: Access, *tasks: Task) -> list[str]:
    by_id = {one.id: one.status for one in Task.objects.of(ann)}
    return [by_id[one.id] for one in tasks]


def completed(ann: Access, task: Task) -> UUID:
    batch = edit_task(ann, task=task.id, status="completed").batch
    assert batch is not None
    return batch


def test_what_is_open_below_is_completed(ann: Access, hull: Task, below: list[Task]) -> None:
    count = complete_subtasks(ann, task=hull.id, batch=completed(ann, hull)).value

    assert count == 2
    assert statuses(ann, hull, *below) == ["completed", "completed", "completed", "cancelled", "todo"]
    assert all(one.completed_at for one in Task.objects.of(ann).filter(status="completed"))


def test_one_undo_takes_back_both(ann: Access, hull: Task, below: list[Task]) -> None:
    batch = completed(ann, hull)
    assert complete_subtasks(ann, task=hull.id, batch=batch).batch == batch

    undo(ann, batch=batch)

    assert statuses(ann, hull, *below) == ["todo", "todo", "todo", "cancelled", "todo"]


@pytest.mark.parametrize("spoil", ["open again", "another batch", "another person"])
def test_it_needs_the_batch_that_completed_the_task(ann: Access, hull: Task, below: list[Task], spoil: str) -> None:
    batch, caller = completed(ann, hull), ann
    if spoil == "open again":
        edit_task(ann, task=hull.id, status="todo")
    elif spoil == "another batch":
        batch = uuid4()
    else:
        caller = MemberFactory(of=ann)

    with pytest.raises(NotAllowed if spoil == "another person" else Conflict):
        complete_subtasks(caller, task=hull.id, batch=batch)

    assert statuses(ann, *below) == ["todo", "todo", "cancelled", "todo"]


def offered(answer: Any) -> str:
    """Where the toast's form sends that completes subtasks, too; "" without one."""
    found = re.search(r'action="([^"]+/subtasks/complete/[^"]+)"', answer.content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize("way", ["task_edit", "task_place"])
@pytest.mark.parametrize("by_script", [True, False])
def test_pages_ask(ann: Access, client: Client, hull: Task, below: list[Task], way: str, by_script: bool) -> None:
    headers = {"HX-Request": "true"} if by_script else {}
    sent = {"status": "completed", "fragment": "row"} if by_script else {"status": "completed"}
    answer = client.post(address(ann, way, f"IN-{hull.number}"), sent, headers=headers, follow=True)

    assert "Complete its open subtask too" in answer.content.decode()
    done = client.post(offered(answer), {"next": address(ann, "inbox")}, headers=headers, follow=True)

    assert done.status_code == 200
    assert "what was open below it" in done.content.decode()
    assert statuses(ann, hull, *below[:2]) == ["completed", "completed", "completed"]


def test_the_page_of_the_task_is_told_what_became_of_it(
    ann: Access, client: Client, hull: Task, below: list[Task]
) -> None:
    offer = address(ann, "task_complete_subtasks", f"IN-{hull.number}", completed(ann, hull))

    answer = client.post(offer, {"task": str(hull.id)}, headers={"HX-Request": "true"}).content.decode()

    assert 'id="task-subtasks"' in answer
    assert "was open below it" in answer


def test_nothing_is_asked_where_nothing_is_open(ann: Access, client: Client, hull: Task) -> None:
    TaskFactory(access=ann, parent=hull.id, status="completed")

    answer = client.post(address(ann, "task_edit", f"IN-{hull.number}"), {"status": "completed"}, follow=True)

    assert offered(answer) == ""


def test_they_stand_at_the_end_of_their_column_in_their_order(ann: Access, hull: Task, below: list[Task]) -> None:
    batch = completed(ann, hull)
    complete_subtasks(ann, task=hull.id, batch=batch)
    last = TaskFactory(access=ann, status="completed")

    ours = [hull.id, below[0].id, below[1].id, last.id]
    column = Task.objects.of(ann).filter(status="completed", id__in=ours).order_by("position")
    assert list(column.values_list("id", flat=True)) == ours
