"""Part of a batch was purged since: the log keeps that it happened, without values, and the rest is undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from accounts.access import Access
from accounts.commands.members import remove_member
from primetrade.models import Change
from tasks.commands import (
    create_comment,
    create_label,
    create_project,
    create_task,
    delete_comment,
    delete_label,
    delete_project,
    delete_task,
    edit_comment,
    edit_label,
    edit_project,
    edit_task,
    restore,
    undo,
)
from tasks.jobs import purge_trash
from tasks.models import Label, Task
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.visitor import Visitor

pytestmark = pytest.mark.django_db


def purged() -> None:
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        purge_trash.func()


def one_batch(access: Access, *outcomes: Any) -> UUID:
    """The batches of these outcomes as one, as an import makes it."""
    batches = [outcome.batch for outcome in outcomes]
    Change.objects.of(access).filter(batch__in=batches).update(batch=batches[0])
    return batches[0]  # type: ignore[no-any-return]


def _task_made(ann: Access) -> tuple[Any, ...]:
    made = create_task(ann, title="Gone", labels=["Rope"], create_labels=True, assignees=[ann.user.id])
    delete_task(ann, task=made.value.id)
    return (made,)


def _task_edited(ann: Access) -> tuple[Any, ...]:
    task = TaskFactory(access=ann, labels=[LabelFactory(access=ann).id], assignees=[ann.user.id])
    edits = [
        edit_task(ann, task=task.id, title="New", labels=[], assignees=[], status="completed", description="Words"),
        edit_task(ann, task=task.id, labels=[LabelFactory(access=ann).id], assignees=[ann.user.id]),
        edit_task(ann, task=task.id, project=ProjectFactory(access=ann).id),
    ]
    return *edits, delete_task(ann, task=task.id)


def _task_restored(ann: Access) -> tuple[Any, ...]:
    task = TaskFactory(access=ann)
    delete_task(ann, task=task.id)
    back = restore(ann, entry=task.id)
    delete_task(ann, task=task.id)
    return (back,)


def _project(ann: Access) -> tuple[Any, ...]:
    made = create_project(ann, name="Gone")
    named = edit_project(ann, project=made.value.id, name="Gone for good")
    inside = create_task(ann, title="Inside", project=made.value.id, labels=["Rope"], create_labels=True)
    return made, named, inside, delete_project(ann, project=made.value.id)


def _project_left(ann: Access) -> tuple[Any, ...]:
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id)
    inbox = TaskFactory(access=ann).project_id
    moved = edit_task(ann, task=task.id, project=inbox)
    delete_project(ann, project=project.id)
    return (moved,)


def _parent(ann: Access) -> tuple[Any, ...]:
    parent = TaskFactory(access=ann)
    freed = edit_task(ann, task=TaskFactory(access=ann, parent=parent.id).id, parent=None)
    delete_task(ann, task=parent.id)
    return (freed,)


def _comment(ann: Access) -> tuple[Any, ...]:
    said = create_comment(ann, task=TaskFactory(access=ann).id, body="Hello")
    again = edit_comment(ann, comment=said.value.id, body="Again")
    return said, again, delete_comment(ann, comment=said.value.id)


def _comment_edited(ann: Access) -> tuple[Any, ...]:
    return _comment(ann)[1:]


def _label(ann: Access) -> tuple[Any, ...]:
    made = create_label(ann, name="Gone")
    TaskFactory(access=ann, labels=[made.value.id])
    named = edit_label(ann, label=made.value.id, name="Gone for good")
    return made, named, delete_label(ann, label=made.value.id)


def _member(ann: Access) -> tuple[Any, ...]:
    bob = MemberFactory(of=ann)
    task = TaskFactory(access=ann, assignees=[bob.user.id])
    left = remove_member(ann, member=bob.user.id)
    delete_task(ann, task=task.id)
    return (left,)


KINDS = (
    _task_made, _task_edited, _task_restored, _project, _project_left, _parent, _comment, _comment_edited, _label,
    _member,
)  # fmt: skip


@pytest.mark.parametrize("part", KINDS)
def test_the_rest_is_undone_and_done_again(part: Callable[[Access], tuple[Any, ...]]) -> None:
    ann = PersonFactory()
    kept = TaskFactory(access=ann, title="Old")
    batch = one_batch(ann, edit_task(ann, task=kept.id, title="New", labels=["Tar"], create_labels=True), *part(ann))
    purged()

    undone = undo(ann, batch=batch)
    assert Task.objects.of(ann).get(id=kept.id).title == "Old"
    assert Label.objects.of(ann).get(name="Tar").deleted_at is not None

    undo(ann, batch=undone.batch)
    assert Task.objects.of(ann).get(id=kept.id).title == "New"
    assert Label.objects.of(ann).get(name="Tar").deleted_at is None


@pytest.mark.parametrize("part", KINDS)
def test_pages_and_the_api_undo_the_rest(part: Callable[[Access], tuple[Any, ...]]) -> None:
    ann = PersonFactory()
    kept = TaskFactory(access=ann, title="Old")
    batches = [
        one_batch(ann, edit_task(ann, task=kept.id, title=title), *part(ann)) for title in ("By page", "By the API")
    ]
    purged()

    by_api = Caller(ann).post(f"batches/{batches[1]}/undo")
    by_page = Visitor(ann).undo(batches[0])

    assert (by_api.status_code, by_page.status_code) == (200, 303)
    assert Task.objects.of(ann).get(id=kept.id).title == "Old"


def test_a_task_that_was_edited_and_purged_is_told_once() -> None:
    ann = PersonFactory()
    batch = one_batch(ann, *_task_edited(ann))
    purged()

    undone = undo(ann, batch=batch).value

    assert (undone.steps, undone.left) == (0, ("Something that was deleted for good can't be put back.",))
