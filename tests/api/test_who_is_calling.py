"""Who is calling the API, and in which workspace."""

from __future__ import annotations

import pytest
from django.conf import settings as product
from django.test import Client

from accounts.commands.members import remove_member
from accounts.models import User
from tests.accounts.callers import (
    bearer,
    by_form,
    csrf,
    login,
    members,
    signed_in_by_cookie,
    strict,
    tokens_of,
    without_id,
)
from tests.factories import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_nobody_is_told_to_sign_in(client):
    answer = client.get("/api/users/me")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="PrimeTrade"')
    assert answer["Content-Type"] == "application/problem+json"


def test_the_header_beats_the_cookie_beats_the_session(ann):
    bob, cem = PersonFactory(email="bob@example.com"), PersonFactory(email="cem@example.com")
    client = by_form("ann@example.org")
    login("bob@example.com", client=client)
    header = bearer(tokens_of("cem@example.com")["access"])

    def caller(**extra) -> str:
        return client.get("/api/users/me", **extra).json()["data"]["email"]

    assert caller(headers=header) == cem.user.email
    assert caller() == bob.user.email
    del client.cookies["accessToken"]
    assert caller() == "ann@example.org"


def test_a_broken_header_is_refused_whatever_the_cookies_say(ann):
    client = by_form("ann@example.org")
    assert client.get("/api/users/me", headers=bearer("broken")).status_code == 401


def test_a_dead_token_in_a_cookie_does_not_hide_the_session(ann):
    client = by_form("ann@example.org")
    login("ann@example.org", client=client)
    client.cookies["accessToken"] = "dead"
    assert client.get("/api/users/me").status_code == 200


def browser_with_token() -> Client:
    return signed_in_by_cookie("ann@example.org")


def browser_with_session() -> Client:
    client = strict()
    client.force_login(User.objects.get(email="ann@example.org"))
    client.get("/login")
    client.cookies[product.CSRF_COOKIE_NAME] = "a" * 32
    return client


@pytest.mark.parametrize("browser", [browser_with_token, browser_with_session])
def test_what_cookies_speak_for_needs_the_csrf_token_to_change_anything(ann, browser):
    client = browser()
    body = {"data": {"name": "Mallory"}, "content_type": "application/json"}
    assert client.get("/api/users/me").status_code == 200
    assert client.patch("/api/users/me", **body).status_code == 403
    assert (
        client.patch("/api/users/me", **body, headers={"Origin": "https://evil.test"} | csrf(client)).status_code == 403
    )
    assert (
        client.patch("/api/users/me", **body, headers={"Sec-Fetch-Site": "cross-site"} | csrf(client)).status_code
        == 403
    )
    assert User.objects.get(email="ann@example.org").name == "Ann"
    assert client.patch("/api/users/me", **body, headers=csrf(client)).status_code == 200


def test_a_header_needs_no_csrf_token(ann):
    held = tokens_of("ann@example.org")
    answer = strict().patch("/api/users/me", {"name": "Anna"}, "application/json", headers=bearer(held["access"]))
    assert answer.status_code == 200


def test_a_foreign_workspace_is_one_that_does_not_exist(ann):
    foreign, held = PersonFactory().workspace.slug, tokens_of("ann@example.org")
    for query in ("?workspace={}", ""):
        answers = [
            Client().get(
                "/api/workspaces" + query.format(slug),
                headers=bearer(held["access"]) | ({} if query else {"X-Workspace": slug}),
            )
            for slug in (foreign, "nowhere", "No%20where")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert without_id(answers[0]) == without_id(answers[1]) == without_id(answers[2])
    assert without_id(members(held["access"], foreign)) == without_id(members(held["access"], "nowhere"))


def test_parameter_and_header_must_name_the_same_workspace(ann):
    held, slug = tokens_of("ann@example.org"), ann.workspace.slug
    assert (
        Client()
        .get(f"/api/workspaces?workspace={slug}", headers=bearer(held["access"]) | {"X-Workspace": slug})
        .status_code
        == 200
    )
    answer = Client().get(
        f"/api/workspaces?workspace={slug}", headers=bearer(held["access"]) | {"X-Workspace": "other"}
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["workspace"])


def test_a_person_who_was_removed_finds_nothing_on_the_next_request(ann):
    bob = MemberFactory(of=ann, email="bob@example.com")
    held = tokens_of("bob@example.com")
    assert members(held["access"], ann.workspace.slug).status_code == 200
    remove_member(ann, member=bob.user.id)
    assert members(held["access"], ann.workspace.slug).status_code == 404
