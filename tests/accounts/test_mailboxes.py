"""Addresses with letters of other scripts, from the doors to the pages that show them."""

from __future__ import annotations

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client

from accounts.commands.members import add_member
from accounts.models import User
from primetrade.errors import InvalidInput
from primetrade.jobs import run_due
from tests.accounts.callers import by_form, login, post
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

SS, SZ, KEPT = "ann@fussball.de", "ann@fußball.de", "ann@xn--fuball-cta.de"
LOOKALIKE = "ann@аррӏе.com"
BESIDE = "ann@аррӏе.com (xn--80ak6aa92e.com)"


@pytest.mark.parametrize("address", [SZ, KEPT, "ANN@FUẞBALL.DE"])
def test_a_domain_with_sharp_s_is_another_than_with_ss_at_every_door(address):
    other = PersonFactory(email=SS).user
    assert Client().post("/register", {"name": "A", "email": address, "password1": "a phrase of my own"})["Location"]
    user = User.objects.exclude(id=other.id).get()
    assert user.email == EmailAddress.objects.get(user=user).email == KEPT
    for spelling in (SZ, KEPT):
        assert login(spelling, "a phrase of my own").json()["data"]["user"]["email"] == KEPT
        assert by_form(spelling, "a phrase of my own").answer["Location"] == "/dashboard"
    assert login(SS, "a phrase of my own").status_code == 401


def test_mail_goes_to_the_networks_form(mailoutbox):
    PersonFactory(email=SZ)
    Client().post("/accounts/password/reset", {"email": SZ})
    run_due()
    assert [mail.to for mail in mailoutbox] == [[KEPT]]


@pytest.mark.parametrize("address", ["ann@☃.net", "ann@a\u200db.org"])
def test_what_the_network_can_not_have_is_refused_beside_its_field(address, mailoutbox):
    answer = Client().post("/register", {"name": "A", "email": address, "password1": "a phrase of my own"})
    assert list(answer.context["form"].errors) == ["email"]
    assert (
        post(Client(), "/api/auth/register", name="A", email=address, password="a phrase of my own").status_code == 422
    )
    with pytest.raises(InvalidInput):
        add_member(PersonFactory(), email=address)
    Client().post("/accounts/password/reset", {"email": address})
    run_due()
    assert mailoutbox == []


def test_every_page_that_shows_the_address_shows_what_it_is_for_the_network():
    ann = PersonFactory(email=LOOKALIKE)
    client = by_form(LOOKALIKE)
    for path in ("/settings/profile", f"/w/{ann.workspace.slug}/settings"):
        page = client.get(path).content.decode()
        assert page.count("аррӏе") == page.count(BESIDE) > 0


def test_the_page_that_confirms_an_address_shows_it_so(settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True
    client = Client()
    sent = client.post("/register", {"name": "A", "email": LOOKALIKE, "password1": "a phrase"}, follow=True)
    assert BESIDE in sent.content.decode()
    run_due()
    path = mailoutbox[0].body.partition("http://testserver")[2].split()[0]
    assert BESIDE in client.get(path).content.decode()
    assert BESIDE in client.post(path, {"password": "a phrase"}, follow=True).content.decode()


def test_addresses_from_before_are_spelt_anew_and_a_mailbox_with_two_accounts_is_named(capsys):
    ann, bob, eve, twin = (PersonFactory().user for _ in range(4))
    for user, email in ((ann, "ann@münchen.de"), (bob, "bob@☃.net"), (eve, "eve@bücher.de")):
        User.objects.filter(id=user.id).update(email=email)
        EmailAddress.objects.filter(user=user).update(email=email)
    User.objects.filter(id=twin.id).update(email="eve@xn--bcher-kva.de")
    import_module("accounts.migrations.0002_domains_in_a_labels").spell(apps, None)
    printed = capsys.readouterr().out
    ann.refresh_from_db()
    assert ann.email == EmailAddress.objects.get(user=ann).email == "ann@xn--mnchen-3ya.de"
    assert login("ann@MÜNCHEN.de").status_code == 200
    assert "1 e-mail addresses" in printed
    assert {str(user.id) in printed for user in (bob, eve)} == {True}
    assert User.objects.get(id=eve.id).email == "eve@bücher.de"
