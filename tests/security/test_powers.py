"""No other way leads past a role: not undo, not the trash, not the address of another task."""

from __future__ import annotations

from io import BytesIO

import pytest

from accounts.access import Access
from accounts.commands.members import add_member, change_role
from accounts.models import Membership, Role
from primetrade.errors import NotAllowed
from tasks.commands import create_comment, delete_comment, restore, undo
from tasks.imports.commands.runs import stop_import
from tasks.imports.formats import read_upload
from tasks.models import Comment, Project, Task
from tests.factories import MemberFactory, PersonFactory, TaskFactory
from tests.tasks.imports.runs import begun, confirm
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

BOARD = (
    b'{"name": "Board", "lists": [{"id": "l1", "name": "To do"}], "cards": [{"id": "c1", "name": "A", "idList": "l1"}]}'
)


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann", email="ann@example.org")


@pytest.fixture
def task(ann: Access) -> Task:
    return TaskFactory(access=ann)


def _role(of: Access, person: Access) -> str | None:
    return Membership.objects.of(of).filter(user=person.user).values_list("role", flat=True).first()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OWNER])
def test_an_admin_removes_nobody_of_their_own_role_by_undoing_how_they_came(ann: Access, role: str) -> None:
    admin, eve = MemberFactory(of=ann, role=Role.ADMIN), PersonFactory(name="Eve")
    added = add_member(ann, email=eve.user.email, role=role)

    undone = undo(admin, batch=added.batch).value

    assert (_role(ann, eve), undone.steps) == (role, 0)
    assert undone.left


def test_an_admin_removes_nobody_who_became_an_admin_since(ann: Access) -> None:
    admin, eve = MemberFactory(of=ann, role=Role.ADMIN), PersonFactory(name="Eve")
    added = add_member(ann, email=eve.user.email)
    promoted = change_role(ann, member=eve.user.id, role=Role.ADMIN)

    assert undo(admin, batch=added.batch).value.steps == 0
    assert undo(admin, batch=promoted.batch).value.steps == 0
    assert _role(ann, eve) == Role.ADMIN


def test_an_owner_takes_back_that_somebody_was_made_an_admin(ann: Access) -> None:
    eve = PersonFactory(name="Eve")
    added = add_member(ann, email=eve.user.email, role=Role.ADMIN)

    assert undo(ann, batch=added.batch).value.steps == 1
    assert _role(ann, eve) is None


def test_a_comment_comes_out_of_the_trash_by_its_author_or_an_admin_only(ann: Access, task: Task) -> None:
    bob, eve = MemberFactory(of=ann), MemberFactory(of=ann)
    comment = create_comment(bob, task=task.id, body="Words").value
    delete_comment(ann, comment=comment.id)

    with pytest.raises(NotAllowed):
        restore(eve, entry=comment.id)
    restore(bob, entry=comment.id)
    delete_comment(bob, comment=comment.id)
    restore(ann, entry=comment.id)


def test_a_comment_of_nobody_here_that_an_admin_deleted_stays_deleted_for_members(ann: Access, task: Task) -> None:
    comment = create_comment(ann, task=task.id, body="From an import").value
    Comment.objects.of(ann).filter(id=comment.id).update(author=None, author_name="Somebody")
    deleted = delete_comment(ann, comment=comment.id)

    with pytest.raises(NotAllowed):
        undo(MemberFactory(of=ann), batch=deleted.batch)


def test_the_trash_offers_only_what_one_may_restore(ann: Access, task: Task) -> None:
    bob, eve = MemberFactory(of=ann), MemberFactory(of=ann)
    comment = create_comment(bob, task=task.id, body="Words").value
    delete_comment(bob, comment=comment.id)
    way_back = address(ann, "trash_restore", comment.id)

    offered = {who: way_back in client_of(who).get(address(ann, "trash")).content.decode() for who in (ann, bob, eve)}

    assert offered == {ann: True, bob: True, eve: False}


def test_an_import_is_stopped_by_who_started_it_or_an_admin_only(ann: Access) -> None:
    bob, eve = MemberFactory(of=ann), MemberFactory(of=ann)
    inbox = Project.objects.of(ann).get(is_inbox=True)
    theirs, mine = (begun(who, read_upload(BytesIO(BOARD))) for who in (ann, bob))
    confirm(ann, run=theirs.id, project_name="New")
    confirm(bob, run=mine.id, project=inbox.id)

    assert "Stop and undo" not in client_of(eve).get(address(ann, "import_run", mine.id)).content.decode()
    assert client_of(eve).post(address(ann, "import_stop", mine.id)).status_code == 403
    assert client_of(bob).post(address(ann, "import_stop", theirs.id)).status_code == 403
    stop_import(bob, run=mine.id)
    stop_import(ann, run=theirs.id)


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_a_comment_is_found_below_its_own_task_only(ann: Access, task: Task, verb: str) -> None:
    comment, other = create_comment(ann, task=task.id, body="Words").value, TaskFactory(access=ann)
    path = address(ann, f"comment_{verb}", f"{other.project.key}-{other.number}", comment.id)

    assert client_of(ann).post(path, {"body": "Other words"}).status_code == 404
    left = Comment.objects.of(ann).get(id=comment.id)
    assert (left.body, left.deleted_at) == ("Words", None)
