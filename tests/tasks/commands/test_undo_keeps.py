"""What somebody worked on since keeps what it stands in, whether the batch made that or brought it out of the trash."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.access import Access
from tasks.commands import (
    create_comment,
    create_task,
    delete_comment,
    delete_label,
    delete_project,
    delete_task,
    edit_comment,
    edit_task,
    restore,
    undo,
)
from tasks.models import Comment, Project, Task, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.imports.boards import board, card, everything
from tests.tasks.imports.runs import imported, task

pytestmark = pytest.mark.django_db


def in_trash(row: Any) -> bool:
    return type(row).objects.of(row.workspace_id).get(id=row.id).deleted_at is not None


def restored_project(ann: Access) -> tuple[Project, Task, Any]:
    """A project that was in the trash and came back, a task in it, and the batch that brought it."""
    project = ProjectFactory(access=ann)
    inside = TaskFactory(access=ann, project=project.id)
    delete_project(ann, project=project.id)
    return project, inside, restore(ann, entry=project.id).batch


def test_a_project_that_was_restored_goes_again_when_nobody_worked_in_it() -> None:
    ann = PersonFactory()
    project, inside, batch = restored_project(ann)
    undo(ann, batch=edit_task(ann, task=inside.id, title="For a moment").batch)

    assert undo(ann, batch=batch).value.left == ()
    assert in_trash(project)


@pytest.mark.parametrize(
    "work",
    [
        lambda bob, project, inside: create_task(bob, title="Newer", project=project.id),
        lambda bob, project, inside: edit_task(bob, task=inside.id, title="Worked on"),
        lambda bob, project, inside: edit_task(bob, task=inside.id, labels=[LabelFactory(access=bob).id]),
        lambda bob, project, inside: edit_task(bob, task=inside.id, assignees=[bob.user.id]),
        lambda bob, project, inside: create_comment(bob, task=inside.id, body="Wait"),
        lambda bob, project, inside: edit_task(bob, task=TaskFactory(access=bob).id, project=project.id),
    ],
)
def test_a_project_that_was_restored_stays_with_what_is_newer_in_it(work: Callable[..., Any]) -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    project, inside, batch = restored_project(ann)
    work(bob, project, inside)

    undone = undo(ann, batch=batch).value

    assert not in_trash(project)
    assert undone.left == (f"“{project.name}” has been changed since, so it stays.",)


def test_doing_a_deletion_again_does_not_take_newer_tasks_with_it() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    undone = undo(ann, batch=delete_project(ann, project=project.id).batch)
    newer = create_task(ann, title="Newer", project=project.id).value

    undo(ann, batch=undone.batch)

    assert not in_trash(project)
    assert not in_trash(newer)


def test_a_parent_that_was_restored_stays_with_its_newer_subtask_and_the_rest_goes() -> None:
    ann = PersonFactory()
    parent = TaskFactory(access=ann, title="Parent")
    old = TaskFactory(access=ann, parent=parent.id)
    delete_task(ann, task=parent.id)
    batch = restore(ann, entry=parent.id).batch
    newer = create_task(ann, title="Newer", parent=parent.id).value

    left = undo(ann, batch=batch).value.left

    assert (in_trash(parent), in_trash(newer), in_trash(old)) == (False, False, True)
    assert left == ("IN-1 “Parent” has been changed since, so it stays.",)


def test_a_subtask_that_was_worked_on_keeps_the_parent_it_came_back_with() -> None:
    ann = PersonFactory()
    parent = TaskFactory(access=ann, title="Parent")
    child = TaskFactory(access=ann, title="Child", parent=parent.id)
    delete_task(ann, task=parent.id)
    batch = restore(ann, entry=parent.id).batch
    edit_task(ann, task=child.id, title="Worked on")

    left = undo(ann, batch=batch).value.left

    assert (in_trash(parent), in_trash(child)) == (False, False)
    assert left == (
        "IN-2 “Worked on” has been changed since, so it stays.",
        "IN-1 “Parent” stays, because something that stays needs it.",
    )


def test_a_task_that_was_restored_stays_when_it_was_worked_on() -> None:
    ann = PersonFactory()
    found = TaskFactory(access=ann)
    delete_task(ann, task=found.id)
    batch = restore(ann, entry=found.id).batch
    create_comment(ann, task=found.id, body="Good that it is back")

    assert undo(ann, batch=batch).value.steps == 0
    assert not in_trash(found)


def test_a_comment_that_was_restored_stays_when_it_was_edited() -> None:
    ann = PersonFactory()
    said = create_comment(ann, task=TaskFactory(access=ann).id, body="First").value
    undone = undo(ann, batch=delete_comment(ann, comment=said.id).batch)
    edit_comment(ann, comment=said.id, body="Second")

    undo(ann, batch=undone.batch)

    assert not in_trash(said)


def test_a_label_that_came_back_stays_with_the_tasks_that_have_it_since() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann)
    TaskFactory(access=ann, labels=[label.id])
    undone = undo(ann, batch=delete_label(ann, label=label.id).batch)
    newer = TaskFactory(access=ann, labels=[label.id])

    undo(ann, batch=undone.batch)

    assert not in_trash(label)
    assert TaskLabel.objects.of(ann).filter(task=newer.id, label=label.id).exists()


def test_an_import_done_again_and_worked_on_stays_with_project_and_parent_when_it_is_undone() -> None:
    ann = PersonFactory()
    run = imported(ann, everything())
    redo = undo(ann, batch=undo(ann, batch=run.batch).batch)
    edit_task(ann, task=task(ann, "Before: Measure").id, title="Measure twice")

    undo(ann, batch=redo.batch)

    there = Task.objects.of(ann).filter(project=run.project_id, deleted_at=None, project__deleted_at=None)
    assert set(there.values_list("title", flat=True)) == {"Measure twice", "Order rope for the north pier"}


def test_what_an_import_brought_back_stays_when_it_was_worked_on() -> None:
    ann = PersonFactory()
    cards = board(cards=[card(1), card(2)])
    undo(ann, batch=imported(ann, cards).batch)
    again = imported(ann, cards)
    edit_task(ann, task=task(ann, "Card 1").id, priority=3)

    left = undo(ann, batch=again.batch).value.left

    there = Task.objects.of(ann).filter(project=again.project_id, deleted_at=None, project__deleted_at=None)
    assert list(there.values_list("title", flat=True)) == ["Card 1"]
    assert any("“Card 1” has been changed since, so it stays." in sentence for sentence in left)


def test_a_comment_on_what_was_imported_keeps_the_task_and_its_own_undo_lets_it_go() -> None:
    ann = PersonFactory()
    run = imported(ann, board())
    said = create_comment(ann, task=task(ann, "Card 1").id, body="Wait")
    assert undo(ann, batch=run.batch).value.steps == 0

    undo(ann, batch=said.batch)

    assert undo(ann, batch=run.batch).value.left == ()
    assert not Comment.objects.of(ann).filter(deleted_at=None).exists()


def test_a_task_that_moved_on_since_stays_where_it_is() -> None:
    ann = PersonFactory()
    first, second = ProjectFactory(access=ann), ProjectFactory(access=ann)
    moved = TaskFactory(access=ann)
    batch = edit_task(ann, task=moved.id, project=first.id).batch
    edit_task(ann, task=moved.id, project=second.id)
    assert batch is not None

    undone = undo(ann, batch=batch).value

    assert undone.steps == 0
    assert "has been changed since, so it stays" in undone.left[0]
    assert Task.objects.of(ann).get(id=moved.id).project_id == second.id
