"""Deleting, restoring, moving and undoing within one family of tasks at the same moment: no live subtask ends up below
one in the trash or in another project, and no chain gets too deep.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.access import Access
from primetrade.errors import PrimeTradeError
from tasks.commands import create_comment, create_task, delete_comment, delete_project, delete_task, edit_task, restore
from tasks.commands import undo as undo_batch
from tasks.models import Comment, Task
from tests.accounts.racers import process, while_uncommitted
from tests.concurrency import in_parallel
from tests.factories import PersonFactory, ProjectFactory, TaskFactory, chain
from tests.tasks.commands.structure import broken

pytestmark = pytest.mark.django_db(transaction=True)
one_writer = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")

# What is done first and not committed yet, the command that comes meanwhile with its arguments, and its answer.
Race = tuple[Callable[[], Any], str, dict[str, Any], str]


def _create_below_what_is_deleted(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    return lambda: create_task(ann, title="New", parent=bottom.id), "delete_task", {"task": top.id}, "done"


def _move_below_what_is_deleted(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    other = TaskFactory(access=ann)
    return lambda: edit_task(ann, task=other.id, parent=bottom.id), "delete_task", {"task": top.id}, "done"


def _restore_below_what_is_deleted(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    delete_task(ann, task=bottom.id)
    return lambda: delete_task(ann, task=top.id), "restore", {"entry": bottom.id}, "Conflict"


def _delete_above_what_is_restored(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    delete_task(ann, task=bottom.id)
    return lambda: restore(ann, entry=bottom.id), "delete_task", {"task": top.id}, "done"


def _undo_a_deletion_below_what_is_deleted(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    batch = delete_task(ann, task=bottom.id).batch
    return lambda: delete_task(ann, task=top.id), "undo", {"batch": batch}, "done"


def _undo_a_move_below_what_is_deleted(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    batch = edit_task(ann, task=bottom.id, parent=None).batch
    return lambda: delete_task(ann, task=top.id), "undo", {"batch": batch}, "done"


def _undo_a_creation_that_gets_a_subtask(ann: Access) -> Race:
    made = create_task(ann, title="Made")
    return lambda: create_task(ann, title="New", parent=made.value.id), "undo", {"batch": made.batch}, "done"


def _undo_a_move_below_what_gets_deeper(ann: Access) -> Race:
    top, *_, child = chain(ann, 6)
    batch = edit_task(ann, task=child.id, parent=None).batch
    upper = chain(ann, 4)[3]
    TaskFactory(access=ann, parent=child.id)
    return lambda: edit_task(ann, task=top.id, parent=upper.id), "undo", {"batch": batch}, "done"


def _restore_below_what_moves_away(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    delete_task(ann, task=bottom.id)
    there = ProjectFactory(access=ann)
    return lambda: edit_task(ann, task=top.id, project=there.id), "restore", {"entry": bottom.id}, "done"


def _undo_a_deletion_below_what_moves_away(ann: Access) -> Race:
    top, _, bottom = chain(ann, 3)
    batch = delete_task(ann, task=bottom.id).batch
    there = ProjectFactory(access=ann)
    return lambda: edit_task(ann, task=top.id, project=there.id), "undo", {"batch": batch}, "done"


def _undo_a_move_while_a_subtask_is_added(ann: Access) -> Race:
    top = chain(ann, 2)[0]
    batch = edit_task(ann, task=top.id, project=ProjectFactory(access=ann).id).batch
    return lambda: create_task(ann, title="New", parent=top.id), "undo", {"batch": batch}, "done"


RACES: tuple[Callable[[Access], Race], ...] = (
    _create_below_what_is_deleted,
    _move_below_what_is_deleted,
    _restore_below_what_is_deleted,
    _delete_above_what_is_restored,
    _undo_a_deletion_below_what_is_deleted,
    _undo_a_move_below_what_is_deleted,
    _undo_a_creation_that_gets_a_subtask,
    _undo_a_move_below_what_gets_deeper,
    _restore_below_what_moves_away,
    _undo_a_deletion_below_what_moves_away,
    _undo_a_move_while_a_subtask_is_added,
)


@one_writer
def test_of_two_at_once_the_later_one_sees_what_the_earlier_one_did() -> None:
    ann = PersonFactory(name="Ann")
    found: dict[str, Any] = {}
    with process() as other:
        for race in RACES:
            first, command, arguments, expected = race(ann)
            answer = while_uncommitted(
                first, other, f"tasks.commands.{command}", ann.user.id, ann.workspace_id, arguments
            )
            if (answer, broken(ann)) != (expected, set()):
                found[race.__name__] = answer, broken(ann)
                Task.objects.of(ann).update(parent=None)
    assert found == {}


@one_writer
def test_a_comment_does_not_come_back_to_a_task_or_project_that_is_deleted_at_the_same_moment() -> None:
    ann = PersonFactory(name="Ann")
    with process() as other:
        for put_away in (
            lambda task: delete_task(ann, task=task.id),
            lambda task: delete_project(ann, project=task.project_id),
        ):
            task = TaskFactory(access=ann, project=ProjectFactory(access=ann).id)
            said = create_comment(ann, task=task.id, body="Hello").value
            delete_comment(ann, comment=said.id)
            answer = while_uncommitted(
                lambda task=task, put_away=put_away: put_away(task),
                other, "tasks.commands.restore", ann.user.id, ann.workspace_id, {"entry": said.id},
            )  # fmt: skip
            assert answer == "Conflict"
    assert not Comment.objects.of(ann).filter(deleted_at=None).exists()


def test_many_at_once_leave_the_families_whole() -> None:
    ann = PersonFactory(name="Ann")
    first, second = chain(ann, 5), chain(ann, 5)
    there = ProjectFactory(access=ann)
    freed = edit_task(ann, task=first[3].id, parent=None).batch
    gone = delete_task(ann, task=second[3].id).batch
    doings: list[Callable[[], Any]] = [
        lambda: undo_batch(ann, batch=freed),
        lambda: edit_task(ann, task=first[0].id, parent=second[2].id),
        lambda: delete_task(ann, task=second[0].id),
        lambda: undo_batch(ann, batch=gone),
        lambda: edit_task(ann, task=second[0].id, project=there.id),
        lambda: restore(ann, entry=second[0].id),
        lambda: create_task(ann, title="New", parent=first[4].id),
        lambda: restore(ann, entry=second[3].id),
    ]

    def do(number: int) -> None:
        for doing in (*doings[number:], *doings[:number]):
            try:
                doing()
            except PrimeTradeError:
                continue  # refused, because of what another one did

    in_parallel(4, lambda number: do(number * 2))
    assert broken(ann) == set()
