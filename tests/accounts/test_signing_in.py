"""Signing in by the page: where it leads, and what it says to whom it refuses."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.callers import COOKIE, by_form, dashboard, login
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_has_the_fields_people_and_tests_look_for(client):
    page = re.sub(r"(?s)<template.*?</template>", "", client.get("/login").content.decode())
    assert len(re.findall(r'<input[^>]*type="email"', page)) == 1
    assert len(re.findall(r'<input[^>]*type="password"', page)) == 1
    assert len(re.findall(r'<button[^>]*type="submit"', page)) == 1


def test_signing_in_leads_to_the_dashboard(client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    assert (client.answer.status_code, client.answer["Location"]) == (302, "/dashboard")
    assert dashboard(client) == 200


def test_signing_in_leads_back_to_where_one_wanted_to_go(client):
    ann = PersonFactory()
    sent = client.get(f"/w/{ann.workspace.slug}/inbox")
    assert sent["Location"] == f"/login?next=/w/{ann.workspace.slug}/inbox"
    assert client.post(sent["Location"], {"login": ann.user.email, "password": PASSWORD})["Location"] == (
        f"/w/{ann.workspace.slug}/inbox"
    )


@pytest.mark.parametrize(
    "target",
    ["//evil.test", "/\\evil.test", "https:evil.test", "///evil.test", "https://evil.test", "javascript:alert(1)",
     "/\t/evil.test", "http://testserver@evil.test", "\x01https://evil.test"],
)  # fmt: skip
def test_signing_in_never_leads_to_another_site(client, target):
    ann = PersonFactory()
    by_form(ann.user.email, client=client, next=target)
    assert client.answer["Location"] == "/dashboard"


@time_machine.travel(timezone.now(), tick=False)  # `Expires` tells the second
def test_every_refused_sign_in_looks_the_same():
    # Addresses of one length: the page shows what was typed, and says its length.
    PersonFactory(email="ann@example.com")
    disabled = PersonFactory(email="off@example.com").user
    User.objects.filter(id=disabled.id).update(is_active=False)
    PersonFactory(email="non@example.com", password=None)
    tries = [
        ("who@example.com", PASSWORD),
        ("ann@example.com", "wrong"),
        ("off@example.com", PASSWORD),
        ("non@example.com", PASSWORD),
    ]

    def seen(email: str, password: str) -> tuple:
        answer = by_form(email, password).answer
        page = re.sub(
            r'csrfmiddlewaretoken" value="\w+|csrftoken": "\w+|x-csrftoken": "\w+', "", answer.content.decode()
        )
        headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
        return answer.status_code, page.replace(email, ""), headers, sorted(answer.cookies)

    first, *others = [seen(*one) for one in tries]
    assert others == [first] * 3


def test_every_refused_sign_in_costs_one_hash(monkeypatch):
    PersonFactory(email="ann@example.com")
    PersonFactory(email="no-password@example.com", password=None)
    hashed = []
    encode = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    from django.contrib.auth.hashers import MD5PasswordHasher

    original = MD5PasswordHasher.encode
    monkeypatch.setattr(encode, lambda self, *args: hashed.append(1) or original(self, *args))
    costs = []
    for email in ("ann@example.com", "no-password@example.com", "nobody@example.com"):
        hashed.clear()
        by_form(email, "wrong")
        login(email, "wrong")
        costs.append(len(hashed))
    assert costs == [2, 2, 2]


def test_spaces_belong_to_a_password(client):
    PersonFactory(email="ann@example.com", password=" pässword ")
    assert login("ann@example.com", "pässword").status_code == 401
    assert login("ann@example.com", " pässword ").status_code == 200
    assert by_form("ann@example.com", " pässword ").answer.status_code == 302


def test_the_session_gets_a_new_key_at_sign_in_and_the_old_one_is_nobody(client):
    ann = PersonFactory()
    client.get(f"/login?next=/w/{ann.workspace.slug}/inbox")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[COOKIE] = planted
    by_form(ann.user.email, client=client)
    assert client.cookies[COOKIE].value != planted
    other = Client()
    other.cookies[COOKIE] = planted
    assert dashboard(other) == 302


def test_signing_in_by_form_takes_away_an_earlier_persons_tokens(client):
    ann, bob = PersonFactory(), PersonFactory()
    login(bob.user.email, client=client)
    by_form(ann.user.email, client=client)
    assert client.get("/api/users/me").json()["data"]["email"] == ann.user.email


@pytest.mark.parametrize(
    "path", ["/login", "/register", "/accounts/logout", "/accounts/password/reset", "/settings/profile"]
)
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}, {}])
def test_forms_take_no_post_from_elsewhere_and_none_without_its_token(path, headers):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, headers=headers).status_code == 403
