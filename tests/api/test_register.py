"""Registering by the API, and what its doors take at all."""

from __future__ import annotations

import pytest

from accounts.models import SignIn, User
from primetrade.jobs import run_due
from tests.accounts.callers import (
    login,
    post,
    strict,
)
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
JOHN = {"name": "John", "email": "john@example.com", "password": "Pass123"}


@pytest.fixture
def embedded(settings):
    """The rule of the embedded default, whatever database the tests run on."""
    rule = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": rule, "OPTIONS": {"min_length": 6}}]


@pytest.mark.usefixtures("embedded")
def test_registering_answers_201(client):
    answer = post(client, "/api/auth/register", **JOHN)
    assert answer.status_code == 201
    assert answer.json() == {
        "success": True,
        "data": {"email": "john@example.com", "verification": "not_required"},
        "meta": {},
    }
    assert login("john@example.com", "Pass123").status_code == 200


@pytest.mark.usefixtures("embedded")
def test_a_known_address_is_a_conflict_where_no_mail_goes_out(client):
    post(client, "/api/auth/register", **JOHN)
    answer = post(client, "/api/auth/register", **JOHN | {"email": "John@Example.com "})
    assert (answer.status_code, User.objects.count()) == (409, 1)


@pytest.mark.usefixtures("embedded")
def test_where_mail_goes_out_known_and_new_addresses_get_the_same_bytes(client, settings, mailoutbox):
    settings.MAIL_GOES_OUT = True
    post(client, "/api/auth/register", **JOHN)
    answers = [
        post(client, "/api/auth/register", **JOHN | {"email": email})
        for email in ("john@example.com", "ruth@example.com")
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    first, second = (answer.json() for answer in answers)
    assert first["data"].pop("email") == "john@example.com"
    assert second["data"].pop("email") == "ruth@example.com"
    assert first == second == {"success": True, "data": {"verification": "sent"}, "meta": {}}
    assert User.objects.count() == 2
    run_due()
    assert [len(mail.to) for mail in mailoutbox] == [1, 1, 1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("password", "x" * 257),
        ("password", 1234567),
        ("email", "john"),
        ("email", ["john@example.com"]),
        ("email", None),
        ("email", "j" * 300 + "@example.com"),
        ("name", ""),
        ("name", "x" * 101),
    ],
)
def test_what_can_not_be_used_is_named_and_nothing_is_kept(client, field, value):
    answer = post(client, "/api/auth/register", **JOHN | {"password": "a long phrase", field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert User.objects.count() == 0


def test_unknown_fields_are_refused_by_name(client):
    answer = post(client, "/api/auth/register", **JOHN, is_staff=True)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["is_staff"])


@pytest.mark.parametrize("path", ["/api/auth/register", "/api/auth/login", "/api/auth/refresh", "/api/auth/logout"])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}, {"Origin": "null"}]
)
def test_the_doors_take_nothing_from_other_sites(ann, path, headers):
    answer = strict().post(
        path, {"email": "ann@example.org", "password": PASSWORD}, "application/json", headers=headers
    )
    assert answer.status_code == 403
    assert not SignIn.objects.exists()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_the_doors_take_json_only(ann, content_type):
    answer = strict().post("/api/auth/login", '{"email": "ann@example.org", "password": "x"}', content_type)
    assert answer.status_code == 415
