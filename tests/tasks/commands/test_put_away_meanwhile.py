"""A project that is archived or put away while something in it is being changed: the change comes too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from accounts.access import Access
from accounts.commands.members import remove_member
from tasks.commands import create_comment, create_label, delete_label, delete_project, edit_project, edit_task, restore
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel
from tests.accounts.racers import process, while_uncommitted
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]

PUT_AWAY: dict[str, tuple[Callable[..., Any], str]] = {
    "archived": (lambda ann, project: edit_project(ann, project=project.id, archived=True), "Archived"),
    "in the trash": (lambda ann, project: delete_project(ann, project=project.id), "NotFound"),
}


@pytest.mark.parametrize("what", PUT_AWAY)
def test_nothing_is_changed_in_a_project_that_was_put_away_at_the_same_moment(what: str) -> None:
    put_away, refusal = PUT_AWAY[what]
    ann = PersonFactory(name="Ann")
    with process() as other:
        for name in ("create_comment", "edit_comment", "edit_task"):
            project = ProjectFactory(access=ann)
            task = TaskFactory(access=ann, project=project.id, title="Old")
            comment = create_comment(ann, task=task.id, body="Old").value
            arguments = {
                "create_comment": {"task": task.id, "body": "New"},
                "edit_comment": {"comment": comment.id, "body": "New"},
                "edit_task": {"task": task.id, "title": "New"},
            }[name]

            answer = while_uncommitted(
                lambda project=project: put_away(ann, project),
                other,
                f"tasks.commands.{name}",
                ann.user.id,
                ann.workspace_id,
                arguments,
            )

            assert (name, answer) == (name, refusal)
    assert not _words(ann) & {"New"}


def test_a_comment_on_a_task_that_moves_at_the_same_moment_goes_with_it() -> None:
    ann = PersonFactory(name="Ann")
    task, target = TaskFactory(access=ann), ProjectFactory(access=ann)
    with process() as other:
        answer = while_uncommitted(
            lambda: _moved(ann, task, target),
            other,
            "tasks.commands.create_comment",
            ann.user.id,
            ann.workspace_id,
            {"task": task.id, "body": "New"},
        )
    assert answer == "done"


def test_undo_puts_nobody_back_who_leaves_at_the_same_moment_and_no_label_that_is_deleted_then() -> None:
    ann = PersonFactory(name="Ann")
    bob, label = MemberFactory(of=ann, name="Bob"), LabelFactory(access=ann, name="Late")
    task = TaskFactory(access=ann)
    gone: tuple[Callable[[], Any], ...] = (
        lambda: remove_member(ann, member=bob.user.id),
        lambda: delete_label(ann, label=label.id),
    )
    with process() as other:
        for values, end in zip(({"assignees": [bob.user.id]}, {"labels": [label.id]}), gone, strict=True):
            edit_task(ann, task=task.id, **values)
            taken_off = edit_task(ann, task=task.id, **{name: [] for name in values}).batch

            answer = while_uncommitted(
                end, other, "tasks.commands.undo", ann.user.id, ann.workspace_id, {"batch": taken_off}
            )

            assert answer == "done"
    assert not TaskAssignee.objects.of(ann).filter(user=bob.user).exists()
    assert not TaskLabel.objects.of(ann).exists()


@pytest.mark.parametrize(
    ("meanwhile", "refusal"),
    [
        (lambda ann, label: create_label(ann, name=label.name.upper()), "Conflict"),
        (lambda ann, label: restore(ann, entry=label.id), "NotFound"),
        (lambda ann, label: edit_task(ann, task=_task(ann), title="New"), "done"),
    ],
)
def test_a_label_comes_back_once_and_under_a_free_name(meanwhile: Callable[..., Any], refusal: str) -> None:
    ann = PersonFactory(name="Ann")
    label = LabelFactory(access=ann, name="Late")
    TaskFactory(access=ann, title="Old", labels=[label.id])
    delete_label(ann, label=label.id)
    with process() as other:
        answer = while_uncommitted(
            lambda: meanwhile(ann, label),
            other,
            "tasks.commands.restore",
            ann.user.id,
            ann.workspace_id,
            {"entry": label.id},
        )

    assert answer == refusal
    assert Label.objects.of(ann).filter(name__iexact="late", deleted_at=None).count() == 1


def _task(ann: Access) -> UUID:
    return Task.objects.of(ann).get(title="Old").id


def _moved(ann: Access, task: Task, target: Project) -> None:
    edit_task(ann, task=task.id, project=target.id)


def _words(ann: Access) -> set[str]:
    titles = Task.objects.of(ann).values_list("title", flat=True)
    return {*titles, *Comment.objects.of(ann).values_list("body", flat=True)}
