"""Undo puts a task below a parent only where an edit could."""

import pytest

from tasks.commands import create_task, edit_task, undo
from tasks.models import Task
from tests.factories import PersonFactory, chain

pytestmark = pytest.mark.django_db


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
