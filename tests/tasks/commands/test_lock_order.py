"""Rows are locked in one order, so that nobody waits in a circle: projects, tasks, the rest, the workspace last."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.commands.members import add_member, change_role, remove_member
from tasks.commands import create_task, delete_label, delete_project, delete_task, edit_task, undo
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks no rows"),
]
PLACES = {"tasks_project": 0, "tasks_task": 1, "accounts_workspace": 3}
THE_REST = 2
# What skips locked rows never waits, so it can't close a circle.
LOCKS = re.compile(r'FROM "(\w+)".* FOR NO KEY UPDATE(?!.* SKIP LOCKED)|UPDATE (accounts_workspace) ', re.DOTALL)
Act = Callable[[], Any]


def _assign(ann: Access) -> Act:
    task, project, bob = TaskFactory(access=ann), ProjectFactory(access=ann), MemberFactory(of=ann)
    return lambda: edit_task(ann, task=task.id, project=project.id, assignees=[bob.user.id])


def _create(ann: Access) -> Act:
    parent, label = TaskFactory(access=ann), LabelFactory(access=ann)
    return lambda: create_task(ann, title="One", parent=parent.id, labels=[label.id], assignees=["me"])


def _delete(ann: Access) -> Act:
    task = TaskFactory(access=ann)
    return lambda: delete_task(ann, task=task.id)


def _delete_a_project(ann: Access) -> Act:
    project = ProjectFactory(access=ann)
    return lambda: delete_project(ann, project=project.id)


def _delete_a_label(ann: Access) -> Act:
    label = LabelFactory(access=ann)
    TaskFactory(access=ann, labels=[label.id])
    return lambda: delete_label(ann, label=label.id)


def _remove_a_member(ann: Access) -> Act:
    bob = MemberFactory(of=ann)
    TaskFactory(access=ann, assignees=[bob.user.id])
    return lambda: remove_member(ann, member=bob.user.id)


def _undo_a_removal(ann: Access) -> Act:
    batch = _remove_a_member(ann)().batch
    return lambda: undo(ann, batch=batch)


def _undo_an_addition(ann: Access) -> Act:
    bob = PersonFactory()
    batch = add_member(ann, email=bob.user.email).batch
    TaskFactory(access=ann, assignees=[bob.user.id])
    return lambda: undo(ann, batch=batch)


def _change_a_role(ann: Access) -> Act:
    bob = MemberFactory(of=ann)
    return lambda: change_role(ann, member=bob.user.id, role="admin")


COMMANDS = [
    _assign,
    _create,
    _delete,
    _delete_a_project,
    _delete_a_label,
    _remove_a_member,
    _undo_a_removal,
    _undo_an_addition,
    _change_a_role,
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__.strip("_"))
def test_rows_are_locked_in_the_one_order(command: Callable[[Access], Act]) -> None:
    act = command(PersonFactory())

    with CaptureQueriesContext(connection) as sent:
        act()

    found = [LOCKS.search(query["sql"]) for query in sent]
    locked = [match[1] or match[2] for match in found if match]
    assert locked[-1:] == ["accounts_workspace"]
    assert locked == sorted(locked, key=lambda table: PLACES.get(table, THE_REST))
