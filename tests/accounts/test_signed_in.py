"""How long one stays signed in, and signing out."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Session, SignIn, User, Workspace
from tests.accounts.callers import COOKIE, by_form, dashboard, me, refresh, tokens_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_session_whose_sign_in_has_ended_is_anonymous_and_empty(client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    SignIn.objects.update(ended_at="2026-01-01T00:00Z")
    assert dashboard(client) == 302
    assert not client.session.keys()


@pytest.mark.parametrize("field", ["expires_at", "idle_expires_at"])
def test_a_sign_in_that_is_over_is_refused_whether_or_not_anybody_swept(client, field):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    SignIn.objects.update(**{field: "2026-01-01T00:00Z"})
    assert dashboard(client) == 302


def test_an_expired_session_is_refused_whether_or_not_anybody_swept(client):
    by_form(PersonFactory().user.email, client=client)
    Session.objects.update(expire_date="2026-01-01T00:00Z")
    assert dashboard(client) == 302


def test_a_disabled_person_is_nobody_on_the_next_request_on_every_path(client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    held = tokens_of(ann.user.email)
    User.objects.update(is_active=False)
    assert (dashboard(client), me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (302, 401, 401)


def test_a_deleted_person_is_nobody_and_no_fault_of_ours(client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    held = tokens_of(ann.user.email)
    Workspace.objects.filter(id=ann.workspace.id).delete()
    User.objects.get(id=ann.user.id).delete()
    assert (dashboard(client), me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (302, 401, 401)


def test_signing_out_ends_the_session_and_clears_what_the_browser_keeps(client):
    by_form(PersonFactory().user.email, client=client)
    kept = client.cookies[COOKIE].value
    response = client.post("/accounts/logout")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert response["Clear-Site-Data"] == '"cache"'
    other = Client()
    other.cookies[COOKIE] = kept
    assert dashboard(client) == dashboard(other) == 302


def test_asking_to_sign_out_changes_nothing(client):
    by_form(PersonFactory().user.email, client=client)
    assert client.get("/accounts/logout").status_code == 200
    assert dashboard(client) == 200


def test_the_landing_page_leads_on_who_is_signed_in(client):
    assert client.get("/").status_code == 200
    by_form(PersonFactory().user.email, client=client)
    assert client.get("/")["Location"] == "/dashboard"
