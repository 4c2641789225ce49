"""Members, roles, workspaces and what a person says about themselves: every write and its log."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from accounts.access import access_of
from accounts.commands.members import add_member, change_role, remove_member
from accounts.commands.profile import change_profile
from accounts.commands.workspaces import create_workspace, rename_workspace
from accounts.models import Membership, User, Workspace, WorkspaceSlug
from primetrade.errors import Conflict, InvalidInput, NotAllowed, NotFound
from primetrade.models import Change
from tasks.commands.undo import undo
from tasks.models import Project, TaskAssignee
from tests.accounts.callers import by_form
from tests.factories import MemberFactory, PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    """The owner of a team's workspace."""
    home = PersonFactory(email="ann@example.com", name="Ann")
    user, workspace = home.user, create_workspace(home, name="Tern Ferries")
    user.refresh_from_db()  # opening it raised the person's version
    return access_of(user, workspace)


def roles(access) -> dict[str, str]:
    return dict(Membership.objects.of(access).values_list("user__name", "role"))


def log(access, kind: str = "membership") -> list[tuple]:
    rows = Change.objects.of(access).filter(kind=kind).order_by("seq", "n")
    return list(rows.values_list("verb", "before", "after"))[1:]


# -- members ----------------------------------------------------------------------------------------------------------


def test_somebody_with_an_account_is_added_by_address(ann):
    bob = PersonFactory(name="Bob", email="bob@example.com").user
    outcome = add_member(ann, email=" BOB@example.com", role="admin")
    assert roles(ann) == {"Ann": "owner", "Bob": "admin"}
    assert log(ann) == [("created", {}, {"user_id": str(bob.id), "role": "admin"})]
    assert outcome.version == Workspace.objects.get(id=ann.workspace_id).version == ann.workspace.version + 1


def test_adding_a_stranger_or_a_member_is_refused(ann):
    with pytest.raises(InvalidInput, match="sign up first"):
        add_member(ann, email="nobody@example.com")
    with pytest.raises(Conflict, match="Ann is a member already"):
        add_member(ann, email="ann@example.com")
    with pytest.raises(InvalidInput, match="Choose one of"):
        add_member(ann, email="ann@example.com", role="king")


def test_a_removed_member_is_unassigned_in_the_same_batch(ann):
    bob = MemberFactory(of=ann, name="Bob")
    task = TaskFactory(access=ann, assignees=[bob.user.id])
    outcome = remove_member(ann, member=bob.user.id)
    assert roles(ann) == {"Ann": "owner"}
    assert not TaskAssignee.objects.of(ann).exists()
    rows = Change.objects.of(ann).filter(batch=outcome.batch).order_by("n")
    assert [(row.kind, row.verb, row.root_id) for row in rows][:1] == [("task", "unassigned", task.id)]
    assert [(row.kind, row.verb) for row in rows] == [("task", "unassigned"), ("membership", "removed")]


def test_a_member_may_leave(ann):
    bob = MemberFactory(of=ann)
    remove_member(bob, member=bob.user.id)
    assert list(roles(ann)) == ["Ann"]
    with pytest.raises(NotFound):
        remove_member(ann, member=bob.user.id)


@pytest.mark.parametrize("role", ["admin", "member"])
def test_nobody_but_an_owner_touches_what_is_not_below_them(ann, role):
    caller = MemberFactory(of=ann, role=role)
    other = MemberFactory(of=ann, role="admin")
    stranger = PersonFactory(email="stranger@example.com")
    for attempt in (
        lambda: add_member(caller, email=stranger.user.email, role="admin"),
        lambda: change_role(caller, member=other.user.id, role="member"),
        lambda: change_role(caller, member=caller.user.id, role="owner"),
        lambda: change_role(caller, member=ann.user.id, role="member"),
        lambda: remove_member(caller, member=other.user.id),
        lambda: remove_member(caller, member=ann.user.id),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_an_admin_manages_members(ann):
    admin = MemberFactory(of=ann, role="admin", name="Ada")
    bob = PersonFactory(name="Bob", email="bob@example.com").user
    add_member(admin, email="bob@example.com")
    assert roles(ann)["Bob"] == "member"
    remove_member(admin, member=bob.id)
    assert "Bob" not in roles(ann)


def test_the_last_owner_stays_until_there_is_another(ann):
    bob = MemberFactory(of=ann, name="Bob")
    for attempt in (
        lambda: change_role(ann, member=ann.user.id, role="member"),
        lambda: remove_member(ann, member=ann.user.id),
    ):
        with pytest.raises(Conflict, match="A workspace needs an owner"):
            attempt()
    change_role(ann, member=bob.user.id, role="owner")
    change_role(ann, member=ann.user.id, role="member")
    assert roles(ann) == {"Ann": "member", "Bob": "owner"}


def test_a_personal_workspace_stays_with_its_person():
    ann = PersonFactory()
    MemberFactory(of=ann, role="owner")
    with pytest.raises(Conflict, match="stays with its person"):
        remove_member(ann, member=ann.user.id)


def test_a_role_is_logged_and_taken_back_by_undo(ann):
    bob = MemberFactory(of=ann, name="Bob")
    outcome = change_role(ann, member=bob.user.id, role="admin")
    assert log(ann)[-1] == ("edited", {"role": "member"}, {"role": "admin"})
    undo(ann, batch=outcome.batch)
    assert roles(ann)["Bob"] == "member"


def test_undo_does_not_take_the_last_owner(ann):
    bob = MemberFactory(of=ann, name="Bob")
    outcome = change_role(ann, member=bob.user.id, role="owner")
    change_role(ann, member=ann.user.id, role="admin")
    left = undo(access_of(bob.user, bob.workspace), batch=outcome.batch).value.left
    assert roles(ann)["Bob"] == "owner"
    assert left == ("A workspace needs an owner. Make somebody else an owner first.",)


def test_undo_of_adding_removes_and_unassigns(ann):
    bob = PersonFactory(email="bob@example.com").user
    outcome = add_member(ann, email="bob@example.com")
    TaskFactory(access=ann, assignees=[bob.id])
    undo(ann, batch=outcome.batch)
    assert list(roles(ann)) == ["Ann"]
    assert not TaskAssignee.objects.of(ann).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
def test_two_owners_who_demote_each_other_at_once_leave_one():
    for _ in range(10):
        ann = PersonFactory()
        ann = access_of(ann.user, create_workspace(ann, name="Tern Ferries"))
        bob = MemberFactory(of=ann, role="owner")
        start = threading.Barrier(2)

        def demote(caller, other, start=start) -> None:
            start.wait()
            try:
                change_role(caller, member=other.user.id, role="member")
            except (Conflict, NotAllowed):
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=demote, args=pair) for pair in ((ann, bob), (bob, ann))]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert Membership.objects.of(ann).filter(role="owner").exists()


# -- workspaces -------------------------------------------------------------------------------------------------------


def test_a_new_workspace_has_its_owner_an_inbox_and_an_address_of_its_name(ann):
    assert ann.workspace.slug == "tern-ferries"
    assert not ann.workspace.is_personal
    assert roles(ann) == {"Ann": "owner"}
    assert Project.objects.of(ann).filter(is_inbox=True).count() == 1


def test_an_address_is_never_given_twice(ann):
    rename_workspace(ann, name="Harbour")
    again = create_workspace(ann, name="Tern Ferries")
    assert again.slug != "tern-ferries"
    assert again.slug.startswith("tern-ferries-")


def test_a_new_name_brings_a_new_address_and_the_old_one_leads_on(ann):
    outcome = rename_workspace(ann, name="Åland Ferries")
    workspace = Workspace.objects.get(id=ann.workspace_id)
    assert (workspace.name, workspace.slug) == ("Åland Ferries", "aland-ferries")
    assert set(WorkspaceSlug.objects.filter(workspace_id=workspace.id).values_list("slug", flat=True)) == {
        "tern-ferries",
        "aland-ferries",
    }
    assert log(ann, "workspace") == [("edited", {"name": "Tern Ferries"}, {"name": "Åland Ferries"})]
    assert workspace.version == outcome.version == ann.workspace.version + 1


def test_renaming_back_gives_the_first_address_again(ann):
    rename_workspace(ann, name="Harbour")
    rename_workspace(ann, name="Tern Ferries")
    assert Workspace.objects.get(id=ann.workspace_id).slug == "tern-ferries"


def test_undo_of_a_new_name_gives_the_address_back_and_every_one_leads_on(ann, client):
    # Addresses of this test alone: a process remembers whose an address is.
    ann = access_of(ann.user, create_workspace(ann, name="Gannet Line"))
    outcome = rename_workspace(ann, name="Gannet Harbour")
    undo(ann, batch=outcome.batch)
    assert Workspace.objects.get(id=ann.workspace_id).slug == "gannet-line"
    client.force_login(ann.user)
    assert client.get("/w/gannet-line/inbox").status_code == 200
    assert client.get("/w/gannet-harbour/inbox")["Location"] == "/w/gannet-line/inbox"


def test_an_address_with_a_tail_comes_back_with_its_name(ann):
    other = access_of(ann.user, create_workspace(ann, name="Tern Ferries"))
    first = other.workspace.slug
    assert first.startswith("tern-ferries-")
    undo(other, batch=rename_workspace(other, name="Harbour").batch)
    assert Workspace.objects.get(id=other.workspace_id).slug == first
    assert set(WorkspaceSlug.objects.filter(workspace_id=other.workspace_id).values_list("slug", flat=True)) == {
        first,
        "harbour",
    }


def test_undo_of_a_new_name_raises_the_version_once(ann):
    outcome = rename_workspace(ann, name="Harbour")
    undone = undo(ann, batch=outcome.batch)
    workspace = Workspace.objects.get(id=ann.workspace_id)
    assert (workspace.name, workspace.version) == ("Tern Ferries", outcome.version + 1)
    assert undone.version == outcome.version + 1


@pytest.mark.parametrize("name", ["", "x" * 101, "a\u0000b"])
def test_a_name_that_can_not_be_used_is_refused(ann, name):
    with pytest.raises(InvalidInput):
        rename_workspace(ann, name=name)
    with pytest.raises(InvalidInput):
        create_workspace(ann, name=name)


def test_names_without_a_latin_letter_still_get_an_address(ann):
    assert create_workspace(ann, name="日本").slug == "workspace"
    assert create_workspace(ann, name="日本").slug.startswith("workspace-")


# -- profile ----------------------------------------------------------------------------------------------------------


def test_a_new_name_is_one_change_in_each_of_a_persons_workspaces(ann):
    home = Workspace.objects.get(id=ann.user.personal_workspace_id)
    versions = [home.version, ann.workspace.version]
    user = change_profile(ann, name="Anna", theme="dark")
    assert user.version == ann.user.version + 1
    for workspace, version in zip((home, ann.workspace), versions, strict=True):
        assert log(workspace)[-1] == ("called", {"name": "Ann"}, {"name": "Anna"})
        assert Workspace.objects.get(id=workspace.id).version == version + 1


def test_what_is_not_a_name_is_in_no_log(ann):
    change_profile(ann, timezone="Asia/Tokyo", week_start=7, theme="light")
    user = User.objects.get(id=ann.user.id)
    assert (user.timezone, user.week_start, user.theme, user.version) == (
        "Asia/Tokyo",
        7,
        "light",
        ann.user.version + 1,
    )
    assert Workspace.objects.get(id=ann.workspace_id).version == ann.workspace.version


def test_saving_without_a_change_changes_nothing(ann):
    assert change_profile(ann, name="Ann", week_start=1).version == ann.user.version


def test_undo_leaves_a_persons_name_to_them(ann):
    change_profile(ann, name="Anna")
    batch = Change.objects.of(ann).get(verb="called").batch
    assert undo(ann, batch=batch).value.left == ("A person’s name is theirs to change.",)


def test_the_profile_page_saves_and_says_so(ann):
    client = by_form("ann@example.com")
    assert client.get("/settings/profile").status_code == 200
    change = {"name": "Anna", "timezone": "Asia/Tokyo", "week_start": "7", "theme": "dark"}
    response = client.post("/settings/profile", change)
    assert (response.status_code, response["Location"]) == (302, "/settings/profile")
    assert 'data-theme="dark"' in client.get("/settings/profile").content.decode()


def test_the_profile_page_keeps_what_was_typed_and_names_the_fault(ann):
    client = by_form("ann@example.com")
    change = {"name": " ", "timezone": "Mars/Olympus", "week_start": "5", "theme": "neon"}
    response = client.post("/settings/profile", change)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name", "timezone", "week_start", "theme"}
    assert User.objects.get(id=ann.user.id).name == "Ann"
