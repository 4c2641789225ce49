"""To the trash, back, and after thirty days away for good."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from primetrade.errors import Conflict, InvalidInput, NotFound
from primetrade.models import Change
from tasks.commands import create_comment, delete_comment, delete_project, delete_task, edit_task, restore, undo
from tasks.jobs import purge_trash
from tasks.models import Comment, Project, Task, TaskLabel
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db


def test_a_restored_task_comes_back_with_comments_labels_subtasks_and_place() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann)
    task = TaskFactory(access=ann, labels=[label.id])
    child = TaskFactory(access=ann, parent=task.id)
    create_comment(ann, task=task.id, body="Hello")
    delete_task(ann, task=task.id)
    assert not Task.objects.of(ann).filter(id__in=[task.id, child.id], deleted_at=None).exists()

    restored = restore(ann, entry=task.id).value

    assert restored.position == task.position
    assert Task.objects.of(ann).filter(id__in=[task.id, child.id], deleted_at=None).count() == 2
    assert TaskLabel.objects.of(ann).filter(task=task).exists()
    assert Comment.objects.of(ann).filter(task=task, deleted_at=None).exists()


def test_a_subtask_trashed_before_its_parent_stays_in_the_trash_when_the_parent_returns() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    child = TaskFactory(access=ann, parent=task.id)
    delete_task(ann, task=child.id)
    delete_task(ann, task=task.id)

    with pytest.raises(Conflict):
        restore(ann, entry=child.id)
    restore(ann, entry=task.id)

    assert Task.objects.of(ann).get(id=child.id).deleted_at is not None


def test_trashing_a_project_leaves_its_tasks_unmarked_and_out_of_reach() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id)
    delete_project(ann, project=project.id)

    with pytest.raises(NotFound):
        edit_task(ann, task=task.id, title="Ghost")
    assert Task.objects.of(ann).get(id=task.id).deleted_at is None

    restore(ann, entry=project.id)
    assert edit_task(ann, task=task.id, title="Back").value.title == "Back"


def test_the_inbox_can_not_be_trashed() -> None:
    ann = PersonFactory()
    with pytest.raises(InvalidInput):
        delete_project(ann, project=Project.objects.of(ann).get(is_inbox=True).id)


def test_a_deleted_comment_can_be_restored() -> None:
    ann = PersonFactory()
    comment = create_comment(ann, task=TaskFactory(access=ann).id, body="Hello").value
    delete_comment(ann, comment=comment.id)

    assert restore(ann, entry=comment.id).value.deleted_at is None


def test_what_is_not_in_the_trash_can_not_be_restored() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    task = TaskFactory(access=ann)
    with pytest.raises(NotFound):
        restore(ann, entry=task.id)
    delete_task(ann, task=task.id)
    with pytest.raises(NotFound):
        restore(eve, entry=task.id)


def test_after_thirty_days_the_job_purges_and_blanks_the_words_but_keeps_who_and_when() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    inside = TaskFactory(access=ann, project=project.id, title="Secret inside")
    task = TaskFactory(access=ann, title="Secret plan", labels=[LabelFactory(access=ann).id])
    kept = TaskFactory(access=ann, title="Kept")
    create_comment(ann, task=task.id, body="Secret words")
    edit_task(ann, task=inside.id, project=kept.project_id)
    edit_task(ann, task=inside.id, project=project.id)
    delete_task(ann, task=task.id)
    delete_project(ann, project=project.id)

    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        purge_trash.func()
        assert Task.objects.of(ann).filter(id=task.id).exists()
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        purge_trash.func()

    assert not Task.objects.of(ann).filter(id__in=[task.id, inside.id]).exists()
    assert not Project.objects.of(ann).filter(id=project.id).exists()
    assert Task.objects.of(ann).filter(id=kept.id).exists()
    log = Change.objects.of(ann).filter(object_id=task.id)
    assert {"created", "deleted", "purged"} <= set(log.values_list("verb", flat=True))
    assert "Secret" not in str(list(Change.objects.of(ann).values_list("before", "after")))
    assert log.filter(verb="created").get().actor_id == ann.user.id


def test_a_comment_stays_in_the_trash_while_its_task_or_project_is_there() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann, name="Boats")
    task = TaskFactory(access=ann, project=project.id)
    said = create_comment(ann, task=task.id, body="Hello").value
    deleted = delete_comment(ann, comment=said.id)
    put_away = {
        "A comment stays in the trash, because its task is there.": delete_task(ann, task=task.id),
        "The project of a comment is in the trash.": None,
    }
    for sentence, gone in put_away.items():
        gone = gone or delete_project(ann, project=project.id)
        with pytest.raises(Conflict):
            restore(ann, entry=said.id)
        undone = undo(ann, batch=deleted.batch).value
        assert (undone.steps, undone.left) == (0, (sentence,))
        undo(ann, batch=gone.batch)

    assert undo(ann, batch=deleted.batch).value.left == ()
