"""The one question: one query, one answer for session, person, role and workspace."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from accounts import access
from accounts.commands.workspaces import rename_workspace
from accounts.models import Membership, Role, SignIn, User
from accounts.sessions import sign_in_of
from primetrade.errors import NotAllowed
from primetrade.pages import signed_in
from tasks.commands import create_comment
from tests.accounts.callers import by_form
from tests.factories import MemberFactory, PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return PersonFactory(email="ann@example.com")


@pytest.fixture
def session(ann):
    return by_form("ann@example.com").session


def test_the_one_question_of_a_browser_is_one_query(session, ann, django_assert_num_queries):
    access.identify_by_session(session.session_key, None)
    access.identify_by_session(session.session_key, ann.workspace.slug)
    for slug in (None, ann.workspace.slug):
        with django_assert_num_queries(1):
            answer = access.identify_by_session(session.session_key, slug)
        assert (answer.access.user, answer.access.workspace, answer.access.role) == (ann.user, ann.workspace, "owner")


def test_the_one_question_of_a_token_is_one_query(session, ann, django_assert_num_queries):
    access.identify_by_sign_in(sign_in_of(session), None)
    with django_assert_num_queries(1):
        answer = access.identify_by_sign_in(sign_in_of(session), None)
    assert answer.access.workspace.version == ann.workspace.version


def test_everything_read_is_of_its_own_type(session, ann):
    answer = access.identify_by_session(session.session_key, ann.workspace.slug)
    for found, stored in (
        (answer.user, User.objects.get(id=ann.user.id)),
        (answer.sign_in, SignIn.objects.get(user=ann.user)),
    ):
        for field in stored._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(stored, field.attname)
            assert type(getattr(found, field.attname)) is type(getattr(stored, field.attname))


def test_a_changed_role_holds_from_the_next_question_on(ann):
    bob = MemberFactory(of=ann)
    client = by_form(bob.user.email)
    Membership.objects.of(ann).filter(user=bob.user).update(role="admin")
    answer = access.identify_by_session(client.session.session_key, ann.workspace.slug)
    assert answer.access.may("manage_members")
    assert not answer.access.may("own")


def test_what_a_role_does_not_allow_says_so(ann):
    bob = MemberFactory(of=ann)
    bob.require("edit")
    with pytest.raises(NotAllowed, match="Your role here, member, does not allow this"):
        bob.require("manage_members")


@pytest.mark.parametrize("role", Role.values)
def test_nobody_is_told_to_ask_somebody_they_are_or_who_may_not_either(ann, role):
    caller = replace(ann, role=role)
    for action in set().union(*access._MAY.values()) - access._MAY[Role(role)]:
        with pytest.raises(NotAllowed) as refused:
            caller.require(action)
        asked = Role(str(refused.value).removesuffix(".").rpartition(" ")[2])
        assert asked != role
        assert action in access._MAY[asked]


def test_an_owner_who_may_not_edit_words_of_another_is_told_that_and_not_of_roles(ann):
    bob = MemberFactory(of=ann)
    task = TaskFactory(access=ann)
    comment = create_comment(bob, task=task.id, body="Mine").value
    path = f"/w/{ann.workspace.slug}/tasks/{task.project.key}-{task.number}/comments/{comment.id}/edit"
    page = by_form(ann.user.email).post(path, {"body": "Yours"}).content.decode()
    assert "Only the author can edit a comment." in page
    assert "role" not in page


@pytest.mark.parametrize("cookie", ["short", "x" * 41, "0" * 32, "' OR 1=1 --------", "ä" * 32])
def test_a_cookie_that_is_no_session_is_nobody(cookie):
    client = Client()
    client.cookies["session"] = cookie
    assert client.get("/login").status_code == 200


def page(request, **kwargs) -> HttpResponse:
    return HttpResponse(f"{request.access.workspace.name} {kwargs}")


def asked(path: str, caller, method: str = "GET", **headers: str) -> HttpResponse:
    request = RequestFactory().generic(method, path, headers=headers)
    request.user, request.access, request.resolver_match = caller.user, caller, resolve(path.partition("?")[0])
    return signed_in(page)(request, slug=path.split("/")[2], key="PT")


def test_a_page_gets_its_arguments_without_the_slug(ann):
    assert asked(f"/w/{ann.workspace.slug}/projects/PT/list", ann).content == b"Personal {'key': 'PT'}"


def test_an_address_of_before_leads_on_to_todays(ann):
    other = access.Access(ann.user, type(ann.workspace)(slug="new", name="New"), "owner")
    assert asked("/w/old/projects/PT/list?page=2", other)["Location"] == "/w/new/projects/PT/list?page=2"
    assert asked("/w/old/projects/PT/list", other, "POST").status_code == 200


def test_a_renamed_workspace_is_found_at_both_addresses(session, ann):
    ann.workspace.is_personal = False
    ann.workspace.save()
    old = ann.workspace.slug
    rename_workspace(ann, name="Tern Ferries")
    for slug in (old, "tern-ferries"):
        assert access.identify_by_session(session.session_key, slug).access.workspace.slug == "tern-ferries"


def test_a_fragment_for_nobody_sends_the_whole_page_to_the_sign_in(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/profile"}
    response = client.get("/settings/profile", headers=headers)
    assert response["HX-Redirect"] == "/login?next=/settings/profile"


def test_a_form_for_nobody_does_not_lead_back_to_a_post(client):
    assert client.post("/settings/profile")["Location"] == "/login?next=/dashboard"
