"""Undo takes any batch back, and nothing that somebody else did."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from primetrade.errors import NotAllowed, NotFound
from tasks.commands import (
    create_comment,
    create_task,
    delete_comment,
    delete_label,
    delete_task,
    edit_label,
    edit_task,
    undo,
)
from tasks.jobs import purge_trash
from tasks.models import Task, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.commands.histories import state

pytestmark = pytest.mark.django_db


def test_every_field_of_an_edit_goes_back() -> None:
    ann = PersonFactory()
    project, label = ProjectFactory(access=ann), LabelFactory(access=ann)
    parent = TaskFactory(access=ann, project=project.id)
    task = TaskFactory(access=ann, due_on=date(2026, 5, 1), due_time=time(9), labels=[label.id])
    before = state(ann)

    edit = edit_task(
        ann, task=task.id, title="New", description="Words", status="completed", priority=4, due_on=date(2027, 1, 1),
        start_on=date(2026, 12, 1), estimate_minutes=30, project=project.id, parent=parent.id, labels=[],
        assignees=[ann.user.id],
    )  # fmt: skip
    assert state(ann) != before
    result = undo(ann, batch=edit.batch).value

    assert (state(ann), result.left) == (before, ())


def test_redo_is_undo_of_the_undo() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Old")
    edit = edit_task(ann, task=task.id, title="New", status="in_review")
    after = state(ann)

    undone = undo(ann, batch=edit.batch)
    undo(ann, batch=undone.batch)

    assert state(ann) == after


def test_what_someone_changed_since_stays_and_is_said() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task = TaskFactory(access=ann, title="Old", priority=0)
    edit = edit_task(ann, task=task.id, title="New", priority=3)
    edit_task(bob, task=task.id, title="Bob's")

    result = undo(ann, batch=edit.batch).value

    now = Task.objects.of(ann).get(id=task.id)
    assert (now.title, now.priority) == ("Bob's", 0)
    assert result.left == ("The title of “Bob's” has been changed since, so it stays.",)


def test_undo_of_a_creation_is_the_trash_unless_someone_worked_on_it() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    plain = create_task(ann, title="Plain")
    commented = create_task(ann, title="Commented")
    create_comment(bob, task=commented.value.id, body="Wait")

    assert undo(ann, batch=plain.batch).value.steps == 1
    assert Task.objects.of(ann).get(id=plain.value.id).deleted_at is not None
    result = undo(ann, batch=commented.batch).value
    assert (result.steps, len(result.left)) == (0, 1)
    assert Task.objects.of(ann).get(id=commented.value.id).deleted_at is None


def test_undo_of_a_creation_is_refused_when_someone_put_a_subtask_below() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    made = create_task(ann, title="Parent")
    create_task(bob, title="Child", parent=made.value.id)

    assert undo(ann, batch=made.batch).value.left == ("IN-1 “Parent” has been changed since, so it stays.",)


def test_a_deleted_label_comes_back_to_every_task() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann)
    for _ in range(3):
        TaskFactory(access=ann, labels=[label.id])
    before = state(ann)

    gone = delete_label(ann, label=label.id)
    assert not TaskLabel.objects.of(ann).exists()
    undo(ann, batch=gone.batch)

    assert state(ann) == before


def test_a_label_is_not_renamed_back_to_a_name_that_is_taken() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann, name="Bug")
    renamed = edit_label(ann, label=label.id, name="Fault")
    LabelFactory(access=ann, name="bug")

    assert undo(ann, batch=renamed.batch).value.left == ("There is another label named Bug now.",)


def test_a_move_to_another_project_goes_back_with_number_place_and_family() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann)
    TaskFactory(access=ann, parent=task.id)
    before = state(ann)

    move = edit_task(ann, task=task.id, project=project.id)
    undone = undo(ann, batch=move.batch)
    assert state(ann) == before
    undo(ann, batch=undone.batch)

    assert Task.objects.of(ann).filter(project=project).count() == 2


def test_batches_of_another_workspace_are_not_there() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    made = create_task(ann, title="Mine")
    with pytest.raises(NotFound):
        undo(eve, batch=made.batch)


def test_the_creation_of_what_was_purged_since_can_still_be_undone() -> None:
    ann = PersonFactory()
    made = create_task(ann, title="Gone", labels=[LabelFactory(access=ann).id], assignees=[ann.user.id])
    delete_task(ann, task=made.value.id)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        purge_trash.func()

    assert undo(ann, batch=made.batch).value.steps == 0


def test_what_someone_said_is_not_taken_back_by_another_member() -> None:
    ann = PersonFactory()
    bob, eve = MemberFactory(of=ann), MemberFactory(of=ann)
    said = create_comment(bob, task=TaskFactory(access=ann).id, body="Hello")

    with pytest.raises(NotAllowed):
        undo(eve, batch=said.batch)
    assert undo(bob, batch=said.batch).value.steps == 1
    deleted = delete_comment(ann, comment=create_comment(bob, task=said.value.task_id, body="Again").value.id)
    with pytest.raises(NotAllowed):
        undo(eve, batch=deleted.batch)
    assert undo(bob, batch=deleted.batch).value.steps == 1


def test_a_parent_that_is_in_another_project_now_is_not_put_back() -> None:
    ann = PersonFactory()
    parent = TaskFactory(access=ann)
    child = TaskFactory(access=ann, parent=parent.id)
    freed = edit_task(ann, task=child.id, parent=None)
    edit_task(ann, task=parent.id, project=ProjectFactory(access=ann).id)

    undone = undo(ann, batch=freed.batch).value

    assert undone.left
    assert Task.objects.of(ann).get(id=child.id).parent_id is None
