"""Signing up, in and out by the pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as product
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Session, SignIn, User, Workspace
from primetrade.jobs import run_due
from primetrade.models import Outbox
from tasks.models import Project
from tests.accounts.callers import by_form, login, me, refresh, tokens_of
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

NEW = {"name": "John", "email": "john@example.com", "password1": "Pass123 and more", "timezone": "Europe/Helsinki"}
COOKIE = product.SESSION_COOKIE_NAME


def dashboard(client: Client) -> int:
    return client.get("/dashboard").status_code


# -- signing up -------------------------------------------------------------------------------------------------------


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


# -- signing in -------------------------------------------------------------------------------------------------------


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


def test_long_phrases_count_to_their_last_character(client):
    client.post("/register", NEW | {"password1": "x" * 199 + "y"})
    assert login("john@example.com", "x" * 200).status_code == 401
    assert login("john@example.com", "x" * 199 + "y").status_code == 200


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


# -- being signed in --------------------------------------------------------------------------------------------------


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


# -- signing out ------------------------------------------------------------------------------------------------------


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


# -- from elsewhere ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/login", "/register", "/accounts/logout", "/accounts/password/reset", "/settings/profile"]
)
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}, {}])
def test_forms_take_no_post_from_elsewhere_and_none_without_its_token(path, headers):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, headers=headers).status_code == 403


# -- passwords --------------------------------------------------------------------------------------------------------


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


def test_an_administrator_made_on_the_command_line_has_a_workspace_and_can_sign_in(settings):
    settings.MAIL_GOES_OUT = True
    call_command("createsuperuser", interactive=False, email="Root@example.com", name="Root", verbosity=0)
    root = User.objects.get(email="root@example.com")
    assert (root.name, root.is_staff, root.is_superuser) == ("Root", True, True)
    assert Workspace.objects.get(id=root.personal_workspace_id).is_personal
    root.set_password(PASSWORD)
    root.save()
    assert login("root@example.com").status_code == 200
