"""Signing in by the API, its tokens and cookies, and signing out."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.callers import (
    bearer,
    by_form,
    csrf,
    login,
    me,
    post,
    refresh,
    signed_in_by_cookie,
    tokens_of,
    without_id,
)
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db


def test_signing_in_gives_the_person_and_two_tokens(ann):
    data = login("ann@example.org").json()["data"]
    assert sorted(data) == ["access", "refresh", "user"]
    assert data["user"] == {
        "id": str(ann.user.id),
        "email": "ann@example.org",
        "name": "Ann",
        "timezone": "Europe/Berlin",
        "week_start": "monday",
        "theme": "system",
        "created_at": data["user"]["created_at"],
    }
    assert me(data["access"]).json()["data"] == data["user"]


@pytest.mark.parametrize("https", [False, True])
def test_the_cookies_are_as_promised(ann, settings, https):
    settings.HTTPS = https
    answer = login("ann@example.org")
    access, refresh_cookie = answer.cookies["accessToken"], answer.cookies["refreshToken"]
    for cookie in (access, refresh_cookie):
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Strict"
        assert bool(cookie["secure"]) is https
        assert cookie["domain"] == ""
    assert (access["path"], access["max-age"]) == ("/", 900)
    assert (refresh_cookie["path"], refresh_cookie["max-age"]) == ("/api/auth", 604_800)
    assert answer["Cache-Control"] == "no-store"


def test_every_refused_sign_in_is_the_same_answer():
    PersonFactory(email="ann@example.org")
    User.objects.filter(id=PersonFactory(email="disabled@example.com").user.id).update(is_active=False)
    PersonFactory(email="no-password@example.com", password=None)
    tries = [("ann@example.org", "wrong"), ("nobody@example.com", PASSWORD), ("disabled@example.com", PASSWORD),
             ("no-password@example.com", PASSWORD), ("not an address", PASSWORD), ("x" * 5000, PASSWORD)]  # fmt: skip
    first, *others = [login(*one) for one in tries]
    assert first.status_code == 401
    for other in others:
        assert without_id(other) == without_id(first)
        assert sorted(other.cookies) == sorted(first.cookies)
        assert {**other.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("spelling", ["ANN@example.org", " ann@example.org", "ａｎｎ@example.org"])
def test_every_spelling_of_an_address_is_the_same_person(ann, spelling):
    assert login(spelling).status_code == 200


def test_a_huge_password_is_refused_before_it_is_hashed(ann, monkeypatch):
    monkeypatch.setattr("accounts.commands.credentials.authenticate", lambda *args, **kwargs: pytest.fail("hashed"))
    assert login("ann@example.org", "x" * 900_000).status_code == 422
    assert login("ann@example.org", "x" * 1_100_000).status_code in (400, 413)


def test_refreshing_by_cookie_needs_the_csrf_token(ann):
    client = signed_in_by_cookie("ann@example.org")
    assert post(client, "/api/auth/refresh").status_code == 403
    answer = client.generic("POST", "/api/auth/refresh", headers=csrf(client))
    assert answer.status_code == 200
    assert answer.cookies["refreshToken"].value == answer.json()["data"]["refresh"]


def test_refreshing_without_a_token_is_refused(client):
    assert post(client, "/api/auth/refresh").status_code == 401


def test_a_header_beside_it_means_that_the_refresh_cookie_is_not_read(ann):
    client = signed_in_by_cookie("ann@example.org")
    assert client.generic("POST", "/api/auth/refresh", headers=csrf(client) | bearer("x")).status_code == 401


def by_access(client: Client, held: dict):
    return client.generic("POST", "/api/auth/logout", headers=bearer(held["access"]))


def by_refresh(client: Client, held: dict):
    return post(client, "/api/auth/logout", refresh=held["refresh"])


@pytest.mark.parametrize("way", [by_access, by_refresh])
def test_signing_out_by_a_token_ends_all_that_stands_on_its_sign_in(ann, client, way):
    held = tokens_of("ann@example.org")
    answer = way(client, held)
    assert answer.status_code == 200
    assert answer["Clear-Site-Data"] == '"cache"'
    assert {answer.cookies[name].value for name in ("accessToken", "refreshToken")} == {""}
    assert (me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (401, 401)


def test_signing_out_by_cookie_needs_the_csrf_token(ann):
    client = signed_in_by_cookie("ann@example.org")
    assert client.generic("POST", "/api/auth/logout").status_code == 403
    access = client.cookies["accessToken"].value
    assert client.generic("POST", "/api/auth/logout", headers=csrf(client)).status_code == 200
    assert me(access).status_code == 401


def test_signing_out_by_the_refresh_cookie_alone(ann):
    client = signed_in_by_cookie("ann@example.org")
    access = client.cookies.pop("accessToken").value
    assert client.generic("POST", "/api/auth/logout").status_code == 403
    assert client.generic("POST", "/api/auth/logout", headers=csrf(client)).status_code == 200
    assert me(access).status_code == 401


def test_signing_out_by_the_session_ends_the_browsers_sign_in(ann):
    client = by_form("ann@example.org")
    assert post(client, "/api/auth/logout").status_code == 200
    assert client.get("/dashboard").status_code == 302


def test_signing_out_nobody_is_refused(client):
    assert post(client, "/api/auth/logout").status_code == 401
    assert post(client, "/api/auth/logout", refresh="x").status_code == 401
