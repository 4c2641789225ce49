"""The key of a form and the name of a batch come from whoever sends them, and reach nothing of anybody else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.access import Access
from accounts.commands.members import remove_member
from primetrade.batches import collected
from primetrade.commands import Repeat, in_transaction
from primetrade.errors import Conflict
from primetrade.models import Change, IdempotencyKey
from tasks.commands import complete_subtasks, create_label, edit_project, edit_task
from tasks.models import Comment, Label, Task
from tests.factories import MemberFactory, PersonFactory, ProjectFactory, TaskFactory, team_of
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

KEY = "k1"


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann")


def add_task(access: Access, *, key: str = KEY, title: str = "Same") -> Any:
    return client_of(access).post(address(access, "task_new"), {"title": title, "form_key": key})


def titles(access: Access) -> list[str]:
    return list(Task.objects.of(access).filter(title="Same").values_list("title", flat=True))


def test_a_key_that_another_member_used_creates_and_tells_nothing_of_theirs(ann: Access) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    first, second = add_task(ann), add_task(bob)

    assert len(titles(ann)) == 2
    assert first.headers["X-Batch"] != second.headers["X-Batch"]
    assert add_task(bob).headers["X-Batch"] == second.headers["X-Batch"]


def test_a_key_is_of_one_workspace_and_one_form(ann: Access) -> None:
    team, task = team_of(ann), TaskFactory(access=ann)
    for access in (ann, team):
        add_task(access)
    comments = address(ann, "task_comments", f"IN-{task.number}")
    client_of(ann).post(comments, {"body": "Same", "form_key": KEY})

    assert (titles(ann), titles(team)) == (["Same"], ["Same"])
    assert Comment.objects.of(ann).count() == 1


@pytest.mark.parametrize("key", ["", "k" * 201, "k" * 100_000, "k k", "k\n", "ключ", "k\x00"])
def test_a_key_of_another_form_is_none_and_nothing_is_kept_by_it(ann: Access, key: str) -> None:
    for _ in range(2):
        assert add_task(ann, key=key).status_code == 303

    assert len(titles(ann)) == 2
    assert not IdempotencyKey.everywhere.exists()


def test_who_was_removed_learns_nothing_by_their_key(ann: Access) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    add_task(bob)
    remove_member(ann, member=bob.user.id)

    again = add_task(bob)

    assert again.status_code == 404
    assert "X-Batch" not in again.headers


def test_a_batch_is_undone_in_its_workspace_and_by_its_members_only(ann: Access) -> None:
    eve = PersonFactory(name="Eve")
    batch = edit_task(ann, task=TaskFactory(access=ann, title="Old").id, title="New").batch
    never = client_of(eve).post(address(eve, "undo", uuid4()))

    for path in (address(eve, "undo", batch), address(ann, "undo", batch)):
        refused = client_of(eve).post(path)
        assert (refused.status_code, "X-Batch" in refused.headers) == (404, False)
    assert client_of(eve).post(address(eve, "undo", batch)).status_code == never.status_code
    assert client_of(ann).get(address(ann, "undo", batch)).status_code == 405
    assert Client().post(address(ann, "undo", batch)).status_code in (302, 403)
    assert Task.objects.of(ann).filter(title="New").exists()


def test_a_member_does_not_undo_what_an_admin_did_to_a_project(ann: Access) -> None:
    bob, project = MemberFactory(of=ann, name="Bob"), ProjectFactory(access=ann, name="Boats")
    batch = edit_project(ann, project=project.id, name="Ships").batch

    assert client_of(bob).post(address(bob, "undo", batch)).status_code == 403
    project.refresh_from_db(from_queryset=type(project).objects.of(ann))
    assert project.name == "Ships"


def test_subtasks_are_completed_in_no_batch_of_another_workspace(ann: Access) -> None:
    eve = PersonFactory(name="Eve")
    parent = TaskFactory(access=ann)
    TaskFactory(access=ann, parent=parent.id)
    edit_task(ann, task=parent.id, status="completed")
    others = edit_task(eve, task=TaskFactory(access=eve).id, status="completed").batch
    assert others is not None

    with pytest.raises(Conflict):
        complete_subtasks(ann, task=parent.id, batch=others)


@pytest.mark.django_db(transaction=True)
def test_only_what_was_committed_is_named(ann: Access) -> None:
    attempts: list[int] = []

    def work() -> None:
        create_label(ann, name="Late")
        attempts.append(1)
        if len(attempts) == 1:
            raise Repeat

    with collected() as made:
        in_transaction(work)

    label = Label.objects.of(ann).get(name="Late")
    assert [one.batch for one in made] == [Change.objects.of(ann).get(object_id=label.id).batch]
    assert len(attempts) == 2
