"""Two owners at once, in two processes: who was removed first does nothing after it, as the log's order says."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from accounts.access import access_of
from accounts.commands import sign_in
from accounts.commands.members import add_member, change_role, remove_member
from accounts.commands.passwords import change_password
from accounts.commands.workspaces import create_workspace
from accounts.models import Membership, User
from primetrade.models import Change
from tasks.commands import edit_task, undo
from tasks.models import TaskAssignee
from tests.accounts.racers import process, while_uncommitted
from tests.factories import MemberFactory, PersonFactory, TaskFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]


def test_an_owner_who_is_removed_at_the_same_moment_grants_and_writes_nothing() -> None:
    ann = PersonFactory(name="Ann")
    eve, bob = MemberFactory(of=ann, role="owner", name="Eve"), MemberFactory(of=ann, name="Bob")
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("accounts.commands.members.change_role", {"member": bob.user.id, "role": "owner"}),
        ("accounts.commands.members.add_member", {"email": PersonFactory().user.email}),
        ("tasks.commands.tasks.create_task", {"title": "After"}),
    ]

    with process() as other:
        for name, arguments in attempts:
            removed = while_uncommitted(
                lambda: remove_member(ann, member=eve.user.id), other, name, eve.user.id, ann.workspace_id, arguments
            )
            assert removed == "NoMember"
            Membership.everywhere.create(workspace=ann.workspace, user=eve.user, role="owner")

    assert not Change.objects.of(ann).filter(actor_id=eve.user.id).exists()


def test_a_member_who_is_removed_while_somebody_assigns_them_is_on_no_task() -> None:
    ann = PersonFactory(name="Ann")
    bob = MemberFactory(of=ann, name="Bob")
    before, meanwhile = TaskFactory(access=ann, assignees=[bob.user.id]), TaskFactory(access=ann)

    with process() as other:
        answer = while_uncommitted(
            lambda: edit_task(ann, task=meanwhile.id, assignees=[bob.user.id]),
            other,
            "accounts.commands.members.remove_member",
            ann.user.id,
            ann.workspace_id,
            {"member": bob.user.id},
        )

    assert answer == "done"
    assert not TaskAssignee.objects.of(ann).exists()
    unassigned = Change.objects.of(ann).filter(verb="unassigned").values_list("object_id", flat=True)
    assert set(unassigned) == {before.id, meanwhile.id}


def test_an_owner_who_is_lowered_at_the_same_moment_acts_in_the_new_role() -> None:
    ann = PersonFactory(name="Ann")
    eve, bob = MemberFactory(of=ann, role="owner", name="Eve"), MemberFactory(of=ann, name="Bob")
    grant = {"member": bob.user.id, "role": "owner"}

    with process() as other:
        answer = while_uncommitted(
            lambda: change_role(ann, member=eve.user.id, role="member"),
            other,
            "accounts.commands.members.change_role",
            eve.user.id,
            ann.workspace_id,
            grant,
        )

    assert answer == "NotAllowed"
    assert not Membership.objects.of(ann).filter(user=bob.user, role="owner").exists()


@pytest.mark.parametrize("added_as_owners", [False, True])
def test_the_last_two_owners_who_undo_themselves_at_the_same_moment_leave_one(added_as_owners: bool) -> None:
    carl, ann, bob = PersonFactory(name="Carl"), PersonFactory(name="Ann"), PersonFactory(name="Bob")
    carl = access_of(carl.user, create_workspace(carl, name="Tern Ferries"))
    batches = []
    for person in (ann, bob):
        outcome = add_member(carl, email=person.user.email, role="owner" if added_as_owners else "member")
        if not added_as_owners:
            outcome = change_role(carl, member=person.user.id, role="owner")
        batches.append(outcome.batch)
    ann = access_of(ann.user, carl.workspace)
    change_role(ann, member=carl.user.id, role="member")

    with process() as other:
        while_uncommitted(
            lambda: undo(ann, batch=batches[0]),
            other,
            "tasks.commands.undo.undo",
            bob.user.id,
            ann.workspace_id,
            {"batch": batches[1]},
        )

    owners = Membership.everywhere.filter(workspace=ann.workspace, role="owner")
    assert [owner.user_id for owner in owners] == [bob.user.id]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("accounts.commands.profile.change_profile", {"theme": "dark"}),
        ("accounts.commands.workspaces.create_workspace", {"name": "Harbour"}),
    ],
)
def test_who_changes_the_password_at_the_same_moment_stays_on_this_device_and_ends_the_others(
    name: str, arguments: dict[str, Any]
) -> None:
    ann = PersonFactory(name="Ann")
    here, other = (sign_in.begin(ann.user, RequestFactory().get("/")).id for _ in range(2))

    with process() as running:
        for device, answer in ((other, "SignedOut"), (here, "done")):
            user = User.objects.get(id=ann.user.id)
            assert answer == while_uncommitted(
                partial(change_password, user, "another phrase", keep=here),
                running,
                name,
                ann.user.id,
                ann.workspace_id,
                arguments,
                device,
            )
