"""What scripts get that sign somebody in again in place: who it is and their CSRF token, or the form."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as product
from django.test import Client

from accounts.access import Access
from accounts.models import Session
from accounts.token_cookies import ACCESS_COOKIE
from tests.factories import PASSWORD, PersonFactory
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann", email="ann@example.org")


def token_in(text: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert found
    return found[1]


def test_the_answer_says_who_it_is_and_has_a_token_that_is_good(ann: Access) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(ann).cookies
    page = client.get("/dashboard", follow=True).content.decode()
    Session.objects.all().delete()
    old = {"X-CSRFToken": token_in(page)}

    answer = client.post("/login", {"login": ann.user.email, "password": PASSWORD}, headers=SCRIPT | old)

    assert (answer.status_code, answer.content, answer.headers["X-Person"]) == (204, b"", str(ann.user.id))
    fresh = {"X-CSRFToken": answer.headers["X-CSRF-Token"]}
    assert client.post(address(ann, "preview"), {"body": "x"}, headers=SCRIPT | fresh).status_code == 200
    refused = client.post(address(ann, "preview"), {"body": "x"}, headers=SCRIPT | old)
    assert (refused.status_code, refused.headers["X-CSRF-Refused"]) == (403, "1")
    assert answer.cookies[ACCESS_COOKIE].value == ""


def test_who_is_signed_in_already_is_told(ann: Access) -> None:
    client = client_of(ann)

    for answer in (client.get("/login", headers=SCRIPT), client.post("/login", {}, headers=SCRIPT)):
        assert (answer.status_code, answer.headers["X-Person"]) == (204, str(ann.user.id))
        assert answer.headers["X-CSRF-Token"]


def test_nobody_gets_the_form_and_no_name(ann: Access) -> None:
    answer = Client().get("/login", headers=SCRIPT)

    assert "data-sign-in-form" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "X-Person" not in answer.headers


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_a_refusal_is_the_form_with_one_sentence_whoever_it_is(ann: Access, email: str) -> None:
    answer = Client().post("/login", {"login": email, "password": "Wr0ng"}, headers=SCRIPT)

    text = answer.content.decode()
    assert "That e-mail address and password don’t match." in text
    assert "X-Person" not in answer.headers
    assert "Wr0ng" not in text
    assert product.SESSION_COOKIE_NAME not in answer.cookies


def test_the_page_has_the_dialog_with_its_own_person_and_none_of_the_page_s_errors(ann: Access) -> None:
    client = client_of(ann)

    text = client.post("/workspaces/new", {"name": ""}).content.decode()

    shape = text[text.index('<template id="sign-in-again"') :].partition("</template>")[0]
    assert f'data-person="{ann.user.id}"' in shape
    assert 'value="ann@example.org"' in shape
    assert "field__error" not in shape
    assert 'id="sign-in-again"' not in Client().get("/login").content.decode()
