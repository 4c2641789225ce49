"""A page kept by the browser is asked for again when the list of workspaces on it would differ."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.access import Access
from accounts.commands.members import add_member, remove_member
from accounts.commands.workspaces import create_workspace, rename_workspace
from tasks.commands import undo
from tests.factories import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


def inbox_of(person: Access) -> Callable[[], str]:
    """Gives the ETag of the person's Inbox, as one browser sees it."""
    client = Client()
    client.force_login(person.user)
    client.get(f"/w/{person.workspace.slug}/inbox")  # the first page brings the CSRF cookie, which is part of it
    return lambda: client.get(f"/w/{person.workspace.slug}/inbox").headers["ETag"]


def test_joining_leaving_and_renaming_a_workspace_turn_the_pages_of_the_others() -> None:
    ann, bob = PersonFactory(), PersonFactory()
    etag = inbox_of(bob)
    tags = [etag()]

    add_member(ann, email=bob.user.email)
    tags.append(etag())
    rename_workspace(ann, name="Harbour")
    tags.append(etag())
    remove_member(ann, member=bob.user.id)
    tags.append(etag())
    create_workspace(bob, name="Own")
    tags.append(etag())

    assert len(set(tags)) == len(tags)


def test_undo_turns_the_pages_as_what_it_takes_back_did() -> None:
    ann, bob = PersonFactory(), PersonFactory()
    etag = inbox_of(bob)
    added = add_member(ann, email=bob.user.email)
    renamed = rename_workspace(ann, name="Harbour")
    tags = [etag()]

    for batch in (renamed.batch, added.batch):
        undone = undo(ann, batch=batch)
        tags.append(etag())
        redone = undo(ann, batch=undone.batch)
        tags.append(etag())
        undo(ann, batch=redone.batch)
        tags.append(etag())

    assert len(set(tags)) == len(tags)


def test_what_others_do_in_their_workspace_leaves_a_page_as_it_is() -> None:
    ann, bob = PersonFactory(), PersonFactory()
    MemberFactory(of=ann)
    etag = inbox_of(bob)
    before = etag()
    rename_workspace(ann, name="Harbour")

    assert etag() == before
