"""A page kept by the browser is asked for again when the list of workspaces on it would differ."""

import pytest
from django.test import Client

from accounts.access import Access
from accounts.commands.members import add_member, remove_member
from accounts.commands.workspaces import create_workspace, rename_workspace
from accounts.models import Workspace
from tests.factories import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


def etag_of_inbox(person: Access) -> str:
    client = Client()
    client.force_login(person.user)
    home = Workspace.objects.get(id=person.user.personal_workspace_id)
    return client.get(f"/w/{home.slug}/inbox").headers["ETag"]


def test_joining_leaving_and_renaming_a_workspace_turn_the_pages_of_the_others() -> None:
    ann, bob = PersonFactory(), PersonFactory()
    tags = [etag_of_inbox(bob)]

    add_member(ann, email=bob.user.email)
    tags.append(etag_of_inbox(bob))
    rename_workspace(ann, name="Harbour")
    tags.append(etag_of_inbox(bob))
    remove_member(ann, member=bob.user.id)
    tags.append(etag_of_inbox(bob))
    create_workspace(bob.user, name="Own")
    tags.append(etag_of_inbox(bob))

    assert len(set(tags)) == len(tags)


def test_what_others_do_in_their_workspace_leaves_a_page_as_it_is() -> None:
    ann, bob = PersonFactory(), PersonFactory()
    MemberFactory(of=ann)
    before = etag_of_inbox(bob)
    rename_workspace(ann, name="Harbour")

    assert etag_of_inbox(bob) == before
