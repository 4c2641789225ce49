"""What many tasks cost a command and its undo: a few statements, whatever their number, but for slices of inserts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.commands.members import remove_member
from primetrade.commands import Outcome
from tasks.commands import complete_subtasks, delete_label, delete_task, edit_task, restore, undo
from tasks.models import Project, Task
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.commands.histories import live, state

pytestmark = pytest.mark.django_db

MANY = 100
# SQLite takes 999 values a statement, so it stores the log of 100 changes in two statements.
SPARE = 3


def _many(access: Access, **values: Any) -> list[Task]:
    """Tasks like one that is made with these values, and the links of that, inserted in bulk."""
    first = TaskFactory(access=access, **values)
    project = Project.objects.of(access).get(id=first.project_id)
    rows = [
        Task(
            workspace_id=first.workspace_id, project_id=project.id, parent_id=first.parent_id, title=f"Row {number}",
            number=project.last_number + number, position=f"{project.last_position + number:08x}",
        )
        for number in range(1, MANY)
    ]  # fmt: skip
    Task.objects.bulk_create(rows)
    Project.objects.of(access).filter(id=project.id).update(
        last_number=project.last_number + MANY, last_position=project.last_position + MANY
    )
    return [first, *rows]


def _family(access: Access) -> Task:
    parent: Task = TaskFactory(access=access)
    _many(access, parent=parent.id)
    return parent


def _label(ann: Access) -> Callable[[], Outcome[Any]]:
    label = LabelFactory(access=ann)
    for task in _many(ann):
        edit_task(ann, task=task.id, labels=[label.id])
    return lambda: delete_label(ann, label=label.id)


def _member(ann: Access) -> Callable[[], Outcome[Any]]:
    bob = MemberFactory(of=ann)
    for task in _many(ann):
        edit_task(ann, task=task.id, assignees=[bob.user.id])
    return lambda: remove_member(ann, member=bob.user.id)


def _move(ann: Access) -> Callable[[], Outcome[Any]]:
    parent, project = _family(ann), ProjectFactory(access=ann)
    return lambda: edit_task(ann, task=parent.id, project=project.id)


def _delete(ann: Access) -> Callable[[], Outcome[Any]]:
    parent = _family(ann)
    return lambda: delete_task(ann, task=parent.id)


def _restore(ann: Access) -> Callable[[], Outcome[Any]]:
    parent = _family(ann)
    delete_task(ann, task=parent.id)
    return lambda: restore(ann, entry=parent.id)


def _complete(ann: Access) -> Callable[[], Outcome[Any]]:
    parent = _family(ann)
    batch = edit_task(ann, task=parent.id, status="completed").batch
    assert batch is not None
    return lambda: complete_subtasks(ann, task=parent.id, batch=batch)


def _counted(work: Callable[[], Any]) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as ran:
        value = work()
    sent = [query["sql"] for query in ran if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return value, len(sent)


# What is done, and at most how many statements it, its undo and the undo of that take.
BUDGETS: list[tuple[Callable[[Access], Callable[[], Outcome[Any]]], tuple[int, int, int]]] = [
    (_label, (12, 18, 20)),
    (_member, (14, 18, 20)),
    (_move, (16, 14, 14)),
    (_delete, (12, 14, 14)),
    (_restore, (14, 14, 14)),
    (_complete, (14, 14, 14)),
]


@pytest.mark.parametrize(("doing", "budgets"), BUDGETS)
def test_many_tasks_take_few_statements(
    doing: Callable[[Access], Callable[[], Outcome[Any]]], budgets: tuple[int, int, int]
) -> None:
    ann = PersonFactory()
    work = doing(ann)
    before = live(state(ann))

    done, does = _counted(work)
    after = live(state(ann))
    undone, undoes = _counted(lambda: undo(ann, batch=done.batch))
    assert undone.value.left == ()
    if doing is not _complete:  # its batch completed the parent, too
        assert live(state(ann)) == before
    again, redoes = _counted(lambda: undo(ann, batch=undone.batch))
    assert (again.value.left, live(state(ann))) == ((), after)

    counted = (does, undoes, redoes)
    assert all(count <= budget + SPARE for count, budget in zip(counted, budgets, strict=True)), counted
