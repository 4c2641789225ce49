"""An address counts once it is proved, where mail goes out; what is proved by mail throws out whoever came before."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.commands.members import add_member, change_role, remove_member
from accounts.models import Membership, User
from primetrade.errors import Conflict, InvalidInput
from primetrade.jobs import run_due
from tasks.commands import undo
from tests.accounts.callers import by_form, login, me, post, refresh, tokens_of
from tests.factories import PASSWORD, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db

ATTACKER = "the attacker's password"
VICTIM = "victim@example.org"
FORM = {"name": "Victor", "email": VICTIM, "password1": ATTACKER}


@pytest.fixture(autouse=True)
def mail_goes_out(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True


@pytest.fixture
def link(mailoutbox):
    """The path of the link in the newest mail."""

    def newest() -> str:
        run_due()
        return re.findall(r"http://testserver(\S+)", mailoutbox[-1].body)[0]

    return newest


def signed_up_by_page() -> Client:
    client = Client()
    client.post("/register", FORM)
    return client


def signed_up_by_api() -> Client:
    client = Client()
    post(client, "/api/auth/register", name="Victor", email=VICTIM, password=ATTACKER)
    return client


BY = pytest.mark.parametrize("sign_up", [signed_up_by_page, signed_up_by_api])


def opens(password: str) -> tuple[bool, bool]:
    """Whether the password opens the account, by API and by page."""
    page = by_form(VICTIM, password).answer
    return login(VICTIM, password).status_code == 200, page.headers.get("Location") == "/dashboard"


@BY
def test_who_signed_up_with_the_address_of_another_is_out_once_its_owner_opens_the_link(sign_up, link):
    attacker = sign_up()
    path = link()
    owner = Client()
    page = owner.get(path).content.decode()
    assert "Choose a password" in page
    assert 'name="password1"' in page
    assert owner.post(path, {}).status_code == 422
    assert owner.post(path, {"password": ATTACKER}).status_code == 422
    assert opens(ATTACKER) == (False, False)
    assert owner.post(path, {"password1": "the owner's own"})["Location"] == "/login"
    assert opens(ATTACKER) == (False, False)
    assert opens("the owner's own") == (True, True)
    assert attacker.get("/dashboard").status_code == 302
    assert "no longer works" in owner.get(path).content.decode()


def test_sign_ins_from_before_mail_went_out_end_with_the_new_password(settings, link):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "none", False
    attacker = signed_up_by_page()
    held = tokens_of(VICTIM, ATTACKER)
    assert attacker.get("/dashboard").status_code == 200
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True
    by_form(VICTIM, ATTACKER)
    Client().post(link(), {"password1": "the owner's own"})
    assert attacker.get("/dashboard").status_code == 302
    assert (me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (401, 401)


def test_the_browser_that_signed_up_is_asked_for_the_password_and_signed_in(link):
    client = signed_up_by_page()
    path = link()
    assert 'name="password"' in client.get(path).content.decode()
    assert client.post(path, {"password": "wrong"}).status_code == 422
    assert not EmailAddress.objects.get(email=VICTIM).verified
    assert client.post(path, {"password": ATTACKER})["Location"] == "/welcome"
    assert client.get("/dashboard").status_code == 200
    assert opens(ATTACKER) == (True, True)
    assert client.post(path, {"password": ATTACKER}).status_code == 404


def test_who_has_forgotten_it_meanwhile_chooses_a_new_one_there(link):
    client = signed_up_by_page()
    path = link()
    assert client.post(f"{path}?new", {"password1": "another phrase"})["Location"] == "/login"
    assert opens("another phrase") == (True, True)


def test_a_person_who_tried_to_sign_in_is_asked_for_the_password_and_goes_on(link):
    signed_up_by_api()
    client = Client()
    client.post("/login?next=/settings/profile", {"login": VICTIM, "password": ATTACKER, "next": "/settings/profile"})
    assert client.post(link(), {"password": ATTACKER})["Location"] == "/settings/profile"


def test_looking_at_the_link_changes_nothing_for_whoever_is_signed_in(link):
    signed_up_by_page()
    path = link()
    ann = PersonFactory()
    EmailAddress.objects.filter(user=ann.user).update(verified=True)
    client = by_form(ann.user.email)
    assert client.get(path).status_code == 200
    assert client.get("/dashboard").status_code == 200
    assert not EmailAddress.objects.get(email=VICTIM).verified


def test_a_new_password_by_mail_proves_the_address(link):
    signed_up_by_page()
    client = Client()
    client.post("/accounts/password/reset", {"email": VICTIM})
    form = client.get(link())["Location"]
    client.post(form, {"password1": "the owner's own"})
    assert (opens(ATTACKER), opens("the owner's own")) == ((False, False), (True, True))


@BY
def test_what_the_mail_says_is_what_happens(sign_up, mailoutbox):
    sign_up()
    run_due()
    words = " ".join(mailoutbox[-1].body.split())
    for said in ("nobody can sign in with this address or become a member", "three days", "asks for your password"):
        assert said in words


# -- members ----------------------------------------------------------------------------------------------------------


def proved(person):
    EmailAddress.objects.filter(user=person.user).update(verified=True)
    return person


def test_only_who_has_proved_their_address_becomes_a_member_or_more():
    ann, eve = proved(PersonFactory()), PersonFactory(email=VICTIM)
    with pytest.raises(InvalidInput, match="not confirmed"):
        add_member(ann, email=VICTIM, role="admin")
    before = MemberFactory(of=ann)  # from before mail went out
    for role in ("admin", "owner"):
        with pytest.raises(Conflict, match="confirm"):
            change_role(ann, member=before.user.id, role=role)
    batch = remove_member(ann, member=before.user.id).batch
    assert "has to confirm" in str(undo(ann, batch=batch).value)
    add_member(ann, email=proved(eve).user.email)
    assert Membership.objects.of(ann).count() == 2


def test_where_no_mail_goes_out_nobody_has_to_prove_anything(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "none", False
    ann, bob = PersonFactory(), PersonFactory()
    add_member(ann, email=bob.user.email, role="admin")
    assert by_form(bob.user.email, PASSWORD).get("/dashboard").status_code == 200
    assert User.objects.count() == 2
