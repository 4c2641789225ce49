"""Signing up by the page, and the first administrator on the command line."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import Membership, User, Workspace
from primetrade.jobs import run_due
from tasks.models import Project
from tests.accounts.callers import by_form, dashboard, login
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
NEW = {"name": "John", "email": "john@example.com", "password1": "Pass123 and more", "timezone": "Europe/Helsinki"}


def test_a_user_is_created_with_a_hashed_password(settings):
    settings.PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]
    user = PersonFactory(password=PASSWORD).user
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.check_password(PASSWORD)


def test_signing_up_leads_to_the_first_run_in_a_furnished_workspace_of_ones_own(client):
    response = client.post("/register", NEW)
    assert (response.status_code, response["Location"]) == (302, "/welcome")
    user = User.objects.get(email="john@example.com")
    workspace = Workspace.objects.get(id=user.personal_workspace_id)
    assert (user.name, user.timezone, workspace.is_personal) == ("John", "Europe/Helsinki", True)
    assert Membership.objects.of(workspace).get(user=user).role == "owner"
    assert Project.objects.of(workspace).filter(is_inbox=True).count() == 1
    assert dashboard(client) == 200


def test_an_unknown_zone_is_taken_for_utc(client):
    client.post("/register", NEW | {"timezone": "Atlantis/Harbour"})
    assert User.objects.get(email="john@example.com").timezone == "UTC"


@pytest.mark.parametrize("again", ["JOHN@example.com", " john@EXAMPLE.com ", "ｊｏｈｎ@example.com"])
def test_another_spelling_of_a_known_address_is_the_same_account(client, again):
    PersonFactory(email="john@example.com")
    response = client.post("/register", NEW | {"email": again})
    assert "There is an account with this e-mail address" in response.content.decode()
    assert User.objects.count() == 1
    assert by_form(again).answer["Location"] == "/dashboard"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password1", "short"),
        ("password1", "x" * 257),
        ("name", " "),
        ("name", "Jo\u202ehn"),
        ("name", "J" * 101),
        ("email", "john"),
        ("email", "john@example.com\0"),
        ("email", f"{'j' * 250}@example.com"),
    ],
)
def test_what_can_not_be_used_is_said_beside_its_field_and_nothing_is_kept(client, field, value):
    response = client.post("/register", NEW | {field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == Workspace.objects.count() == 0


def test_somebody_who_is_a_moment_faster_gets_the_address(client, monkeypatch):
    PersonFactory(email="john@example.com")
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda email, **_: (email, False)
    )
    response = client.post("/register", NEW)
    assert list(response.context["form"].errors) == ["email"]


def test_where_mail_goes_out_a_known_address_can_not_be_told_from_a_new_one(settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True
    PersonFactory(email="known@example.com")
    answers = [Client().post("/register", NEW | {"email": email}) for email in ("known@example.com", "new@example.com")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/accounts/confirm-email")}
    run_due()
    assert [mail.to for mail in mailoutbox] == [["known@example.com"], ["new@example.com"]]
    assert mailoutbox[0].body != mailoutbox[1].body


def test_the_link_in_the_mail_opens_the_account(settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True
    Client().post("/register", NEW)
    assert login("john@example.com", NEW["password1"]).status_code == 401
    run_due()
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    assert Client().get(link).status_code == 200
    assert Client().post(link, {"password1": "a whole new phrase"}).status_code == 302
    assert by_form("john@example.com", "a whole new phrase").answer["Location"] == "/dashboard"
    assert login("john@example.com", "a whole new phrase").status_code == 200


def test_a_broken_link_in_a_mail_says_so(client):
    assert client.get("/accounts/confirm-email/broken").status_code == 200
    assert client.post("/accounts/confirm-email/broken").status_code == 404


@pytest.mark.parametrize("path", ["/register", "/accounts/confirm-email", "/accounts/password/reset"])
def test_the_pages_before_the_door_are_open_to_everybody(client, path):
    assert client.get(path).status_code == 200


def test_long_phrases_count_to_their_last_character(client):
    client.post("/register", NEW | {"password1": "x" * 199 + "y"})
    assert login("john@example.com", "x" * 200).status_code == 401
    assert login("john@example.com", "x" * 199 + "y").status_code == 200


def test_an_administrator_made_on_the_command_line_has_a_workspace_and_can_sign_in(settings):
    settings.MAIL_GOES_OUT = True
    call_command("createsuperuser", interactive=False, email="Root@example.com", name="Root", verbosity=0)
    root = User.objects.get(email="root@example.com")
    assert (root.name, root.is_staff, root.is_superuser) == ("Root", True, True)
    assert Workspace.objects.get(id=root.personal_workspace_id).is_personal
    root.set_password(PASSWORD)
    root.save()
    assert login("root@example.com").status_code == 200
