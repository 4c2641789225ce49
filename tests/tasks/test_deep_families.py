"""Tasks that are deeper below each other than the limit allows, since before there was one: they stay and are edited as
others are, and get no deeper.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.access import Access
from primetrade.errors import InvalidInput
from tasks.commands import complete_subtasks, create_task, delete_task, edit_task, restore, undo
from tasks.commands.task_moves import DEPTH_LIMIT
from tasks.models import Task
from tests.api.conftest import Caller
from tests.factories import ProjectFactory, chain
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

TOO_DEEP = "Subtasks go at most 8 levels deep. Choose a parent further up."
LEVELS = 2 * DEPTH_LIMIT


@pytest.fixture
def family(ann: Access) -> list[Task]:
    upper, lower = chain(ann, DEPTH_LIMIT), chain(ann, DEPTH_LIMIT)
    Task.objects.of(ann).filter(id=lower[0].id).update(parent=upper[-1].id)
    return list(Task.objects.of(ann).filter(id__in=[one.id for one in (*upper, *lower)]).order_by("id"))


def key(task: Task) -> str:
    return f"IN-{task.number}"


def levels(access: Access, task: Task) -> int:
    count, above = 0, task.id
    while above is not None:
        count, above = count + 1, Task.objects.of(access).get(id=above).parent_id
    return count


def test_pages_show_them(ann: Access, family: list[Task]) -> None:
    client: Client = client_of(ann)
    pages = [address(ann, "task", key(task)) for task in (family[0], family[DEPTH_LIMIT], family[-1])]
    pages += [address(ann, name, "IN") for name in ("project_list", "project_board")]
    delete_task(ann, task=family[-2].id)
    for page in (*pages, *(address(ann, name) for name in ("trash", "all_tasks", "my_work"))):
        assert client.get(page).status_code == 200, page


def test_the_api_edits_them_and_refuses_a_place_that_is_too_deep(ann: Access, family: list[Task]) -> None:
    api, last = Caller(ann), family[-1]
    same = api.patch(f"tasks/{last.id}", {"title": "New", "status": "completed", "parent": str(last.parent_id)})
    assert (same.status_code, same.json()["data"]["title"]) == (200, "New")
    assert api.get(f"tasks/{last.id}").status_code == 200

    refused = api.patch(f"tasks/{last.id}", {"parent": str(family[-3].id)})
    assert (refused.status_code, refused.json()["errors"]) == (422, {"parent": [TOO_DEEP]})
    assert api.post("tasks", {"title": "Deeper", "parent": str(last.id)}).json()["errors"] == {"parent": [TOO_DEEP]}
    assert api.patch(f"tasks/{last.id}", {"parent": str(family[0].id)}).status_code == 200


def test_no_circle_is_closed_below_a_parent_far_down(ann: Access, family: list[Task]) -> None:
    with pytest.raises(InvalidInput):
        edit_task(ann, task=family[0].id, parent=family[-1].id)
    assert levels(ann, family[-1]) == LEVELS


def test_undo_and_the_trash_bring_them_back_as_they_were(ann: Access, family: list[Task]) -> None:
    middle = family[DEPTH_LIMIT + 2]
    for task in (middle, family[0]):
        deleted = delete_task(ann, task=task.id)
        assert undo(ann, batch=deleted.batch).value.left == ()
    delete_task(ann, task=middle.id)
    restore(ann, entry=middle.id)
    edited = edit_task(ann, task=middle.id, title="New")
    assert undo(ann, batch=edited.batch).value.left == ()
    assert levels(ann, family[-1]) == LEVELS


def test_a_move_to_another_project_takes_all_along_and_is_undone(ann: Access, family: list[Task]) -> None:
    there = ProjectFactory(access=ann)
    moved = edit_task(ann, task=family[0].id, project=there.id)
    assert Task.objects.of(ann).filter(project=there).count() == LEVELS

    assert undo(ann, batch=moved.batch).value.left == ()
    assert (levels(ann, family[-1]), Task.objects.of(ann).filter(project=there).count()) == (LEVELS, 0)


def test_one_that_was_taken_out_goes_back_only_where_it_is_not_too_deep(ann: Access, family: list[Task]) -> None:
    freed: Any = edit_task(ann, task=family[-1].id, parent=None)

    undone = undo(ann, batch=freed.batch).value

    assert undone.left == ("“Level 8” does not go back below its parent: subtasks go at most 8 levels deep.",)
    edit_task(ann, task=family[-1].id, parent=family[0].id)
    done = edit_task(ann, task=family[0].id, status="completed")
    assert complete_subtasks(ann, task=family[0].id, batch=done.batch).value == LEVELS - 1
    with pytest.raises(InvalidInput, match="at most 8 levels"):
        create_task(ann, title="Deeper", parent=family[-2].id)
