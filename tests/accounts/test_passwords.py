"""Passwords: changed, forgotten, chosen for the first time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from primetrade.jobs import run_due
from primetrade.models import Outbox
from tests.accounts.callers import COOKIE, by_form, dashboard, login, me, refresh, tokens_of
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db


def test_a_changed_password_keeps_this_device_and_ends_all_others_on_every_path(client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    other, held = by_form(ann.user.email), tokens_of(ann.user.email)
    key = client.cookies[COOKIE].value
    change = {"oldpassword": PASSWORD, "password1": "a whole new phrase"}
    assert client.post("/settings/password", change)["Location"] == "/settings/profile"
    assert client.cookies[COOKIE].value != key
    assert (dashboard(client), dashboard(other)) == (200, 302)
    assert (me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (401, 401)
    assert login(ann.user.email).status_code == 401
    assert login(ann.user.email, "a whole new phrase").status_code == 200


def test_changing_the_password_needs_the_current_one(client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    response = client.post("/settings/password", {"oldpassword": "wrong", "password1": "a whole new phrase"})
    assert list(response.context["form"].errors) == ["oldpassword"]
    assert login(ann.user.email).status_code == 200


def test_the_owner_of_the_address_hears_of_a_changed_password(client, mailoutbox):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    client.post("/settings/password", {"oldpassword": PASSWORD, "password1": "a whole new phrase"})
    run_due()
    assert [mail.to for mail in mailoutbox] == [[ann.user.email]]


def test_a_person_without_a_password_can_choose_one(client):
    ann = PersonFactory(password=None)
    client.force_login(ann.user)
    assert client.get("/settings/password")["Location"] == "/settings/password/set"
    assert client.post("/settings/password/set", {"password1": "a whole new phrase"}).status_code == 302
    assert dashboard(client) == 200
    assert login(ann.user.email, "a whole new phrase").status_code == 200


def reset_link(mailoutbox) -> str:
    run_due()
    return re.search(r"http://testserver(\S+)", mailoutbox[-1].body)[1]


def test_a_forgotten_password_is_chosen_anew_by_the_link_once_and_ends_every_device(client, mailoutbox):
    ann = PersonFactory()
    signed_in, held = by_form(ann.user.email), tokens_of(ann.user.email)
    assert (
        client.post("/accounts/password/reset", {"email": ann.user.email})["Location"]
        == "/accounts/password/reset/done"
    )
    link = reset_link(mailoutbox)
    form = client.get(link)["Location"]
    assert client.get(form).status_code == 200
    assert client.post(form, {"password1": "a whole new phrase"})["Location"] == "/accounts/password/reset/key/done"
    assert client.get("/accounts/password/reset/key/done").status_code == 200
    assert (dashboard(signed_in), me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (
        302,
        401,
        401,
    )
    assert login(ann.user.email, "a whole new phrase").status_code == 200
    assert Client().get(link).context["token_fail"]


def test_the_link_lives_an_hour(client, mailoutbox, time_machine):
    ann = PersonFactory()
    client.post("/accounts/password/reset", {"email": ann.user.email})
    link = reset_link(mailoutbox)
    time_machine.move_to(timezone.now() + timedelta(seconds=3601))
    assert client.get(link).context["token_fail"]


def test_asking_for_a_new_password_says_nothing_about_the_address(mailoutbox):
    PersonFactory(email="ann@example.com")
    answers = [
        Client().post("/accounts/password/reset", {"email": email}) for email in ("ann@example.com", "bob@example.com")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/accounts/password/reset/done")}
    assert Client().get("/accounts/password/reset/done").status_code == 200
    run_due()
    assert [one.to for one in mailoutbox] == [["ann@example.com"], ["bob@example.com"]]
    assert "/reset/key/" not in mailoutbox[1].body


def test_a_disabled_person_gets_no_link(mailoutbox):
    ann = PersonFactory()
    User.objects.update(is_active=False)
    Client().post("/accounts/password/reset", {"email": ann.user.email})
    run_due()
    assert "/reset/key/" not in "".join(one.body for one in mail.outbox)


def test_no_link_that_opens_anything_is_stored(client):
    ann = PersonFactory()
    client.post("/accounts/password/reset", {"email": ann.user.email})
    assert [sorted(row.payload) for row in Outbox.objects.filter(kind__endswith="send_reset_link")] == [
        ["origin", "user"]
    ]
