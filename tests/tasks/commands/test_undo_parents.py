"""Undo puts a task below a parent, or back from the trash, only where an edit or a restore could."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.access import Access
from tasks.commands import create_task, delete_project, delete_task, edit_task, undo
from tasks.models import Task
from tests.factories import PersonFactory, ProjectFactory, TaskFactory, chain

pytestmark = pytest.mark.django_db


def live(access: Access) -> set[str]:
    return set(
        Task.objects.of(access).filter(deleted_at=None, title__startswith="Level").values_list("title", flat=True)
    )


def test_a_task_that_got_subtasks_since_does_not_go_back_where_they_would_be_too_deep() -> None:
    ann = PersonFactory()
    child = chain(ann, 9)[-1]
    freed = edit_task(ann, task=child.id, parent=None)
    create_task(ann, title="Newer", parent=child.id)

    undone = undo(ann, batch=freed.batch).value

    assert Task.objects.of(ann).get(id=child.id).parent_id is None
    assert undone.left == ("“Level 9” does not go back below its parent: subtasks go at most 8 levels deep.",)


def test_a_task_as_deep_as_can_be_goes_back_below_its_parent() -> None:
    ann = PersonFactory()
    *_, parent, child = chain(ann, 9)
    freed = edit_task(ann, task=child.id, parent=None)

    assert undo(ann, batch=freed.batch).value.left == ()
    assert Task.objects.of(ann).get(id=child.id).parent_id == parent.id


def test_a_subtask_stays_in_the_trash_while_its_parent_is_there() -> None:
    ann = PersonFactory()
    parent, child = chain(ann, 2)
    first = delete_task(ann, task=child.id)
    delete_task(ann, task=parent.id)

    undone = undo(ann, batch=first.batch).value

    assert (undone.steps, live(ann)) == (0, set())
    assert undone.left == ("“Level 2” stays in the trash, because it is a subtask of a task that is there.",)


def test_a_parent_comes_back_with_the_subtasks_that_were_deleted_with_it() -> None:
    ann = PersonFactory()
    top, *_ = chain(ann, 4)
    deleted = delete_task(ann, task=top.id)

    undone = undo(ann, batch=deleted.batch)
    assert (undone.value.left, len(live(ann))) == ((), 4)
    undo(ann, batch=undone.batch)
    assert live(ann) == set()


def test_subtasks_stay_in_the_trash_with_a_parent_that_was_deleted_anew() -> None:
    ann = PersonFactory()
    parent, child = chain(ann, 2)
    deleted = delete_task(ann, task=parent.id)
    # An import brings the parent back alone, and it is deleted again.
    Task.objects.of(ann).filter(id=parent.id).update(deleted_at=child.created_at)

    assert len(undo(ann, batch=deleted.batch).value.left) == 2
    assert live(ann) == set()


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (
            lambda ann, parent, child: edit_task(ann, task=parent.id, project=ProjectFactory(access=ann).id),
            "The parent that “Level 2” had is in another project now.",
        ),
        (
            lambda ann, parent, child: delete_task(ann, task=parent.id),
            "The parent that “Level 2” had is in the trash.",
        ),
        (
            lambda ann, parent, child: edit_task(ann, task=parent.id, parent=child.id),
            "The parent that “Level 2” had is one of its subtasks now.",
        ),
    ],
)
def test_why_a_task_does_not_go_back_below_its_parent_is_true(since: Callable[..., Any], sentence: str) -> None:
    ann = PersonFactory()
    parent, child = chain(ann, 2)
    freed = edit_task(ann, task=child.id, parent=None)
    since(ann, parent, child)

    assert undo(ann, batch=freed.batch).value.left == (sentence,)


def test_a_project_in_the_trash_is_said_to_be_there() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id, title="Moved")
    moved = edit_task(ann, task=task.id, project=TaskFactory(access=ann).project_id)
    delete_project(ann, project=project.id)

    assert undo(ann, batch=moved.batch).value.left == ("The project that “Moved” was in is in the trash.",)
