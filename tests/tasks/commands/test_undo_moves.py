"""A move to another project is undone with what is below the task then: a subtask is in its parent's project always."""

import pytest
from django.db.models import F

from accounts.access import Access
from tasks.commands import create_task, edit_task, undo
from tasks.models import Task
from tests.factories import MemberFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db


def astray(access: Access) -> list[str]:
    """Subtasks that are in another project than their parent."""
    tasks = Task.objects.of(access).filter(parent__isnull=False)
    return list(tasks.exclude(project_id=F("parent__project_id")).values_list("title", flat=True))


def place(access: Access, task: Task) -> tuple[object, int, object]:
    now = Task.objects.of(access).get(id=task.id)
    return now.project_id, now.number, now.parent_id


def test_what_was_put_below_the_task_since_goes_back_with_it() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task, there = TaskFactory(access=ann), ProjectFactory(access=ann)
    moved = edit_task(ann, task=task.id, project=there.id)
    newer = create_task(bob, title="Newer", parent=task.id).value

    undone = undo(ann, batch=moved.batch)

    assert (undone.value.left, place(ann, newer)[0]) == ((), task.project_id)
    undo(ann, batch=undone.batch)
    assert place(ann, newer) == (there.id, newer.number, task.id)
    assert astray(ann) == []


def test_a_subtask_that_was_given_another_place_since_goes_back_with_its_parent_and_its_number() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task, there = TaskFactory(access=ann), ProjectFactory(access=ann)
    child = TaskFactory(access=ann, parent=task.id)
    before = place(ann, child)
    moved = edit_task(ann, task=task.id, project=there.id)
    edit_task(bob, task=child.id, before=task.id)

    assert undo(ann, batch=moved.batch).value.left == ()
    assert place(ann, child) == before
    assert astray(ann) == []


def test_a_subtask_stays_with_a_parent_that_does_not_go_back() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task, there = TaskFactory(access=ann), ProjectFactory(access=ann)
    TaskFactory(access=ann, parent=task.id, title="Child")
    first = TaskFactory(access=ann, project=there.id)
    moved = edit_task(ann, task=task.id, project=there.id)
    edit_task(bob, task=task.id, before=first.id)

    left = undo(ann, batch=moved.batch).value.left

    assert left[1:] == ("“Child” stays in its project, because it is a subtask of a task there.",)
    assert astray(ann) == []


def test_a_task_that_was_put_below_another_since_stays_in_the_project_of_that() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task, there = TaskFactory(access=ann, title="Moved"), ProjectFactory(access=ann)
    moved = edit_task(ann, task=task.id, project=there.id)
    parent = TaskFactory(access=bob, project=there.id)
    edit_task(bob, task=task.id, parent=parent.id)

    left = undo(ann, batch=moved.batch).value.left

    assert left == ("“Moved” stays in its project, because it is a subtask of a task there.",)
    assert astray(ann) == []


def test_a_task_that_went_elsewhere_and_came_back_since_stays_though_its_first_numbers_were_equal() -> None:
    ann = PersonFactory()
    there, elsewhere = ProjectFactory(access=ann), ProjectFactory(access=ann)
    task, _taken = TaskFactory(access=ann, title="Moved"), TaskFactory(access=ann)
    moved = edit_task(ann, task=task.id, project=there.id)
    assert moved.value.number == task.number
    for project in (elsewhere, there):
        edit_task(ann, task=task.id, project=project.id)

    assert undo(ann, batch=moved.batch).value.left == ("The project of “Moved” has been changed since, so it stays.",)
