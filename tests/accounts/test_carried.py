"""A form sent signed out: the sign-in page carries its text, and only the person whose page it was gets it back."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.conf import settings as product
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.access import Access
from accounts.models import Membership, Session, SignIn
from primetrade.carried import TOKEN_LIMIT
from tasks.models import Comment, Label, Task
from tests.factories import PASSWORD, LabelFactory, MemberFactory, PersonFactory, TaskFactory
from tests.tasks.pages import address, client_of, toasts

pytestmark = pytest.mark.django_db

HOSTILE = "\"><script>alert(1)</script></textarea><b a='x'>&amp; ü\u202e"
HOST = "http://testserver"
NOISE = "".join(f"{number * 2654435761 % 4294967296:08x}" for number in range(20_000))  # which compresses to half


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann", email="ann@example.org")


@pytest.fixture
def bob(ann: Access) -> Access:
    return MemberFactory(of=ann, name="Bob", email="bob@example.org")


@pytest.fixture
def task(ann: Access) -> Task:
    return TaskFactory(access=ann, title="Mend the gate")


@pytest.fixture
def place(ann: Access, task: Task) -> str:
    return address(ann, "task", f"{task.project.key}-{task.number}")


def browser_at(access: Access, page: str) -> Client:
    """A browser that shows the page, and whose session has ended."""
    client = client_of(access)
    assert client.get(page).status_code == 200
    Session.objects.all().delete()
    return client


def sent(client: Client, page: str, action: str, **fields: Any) -> Any:
    return client.post(action, fields, headers={"Referer": HOST + page})


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    return unescape(found[1]) if found else ""


def signed_in_with(client: Client, answer: Any, who: Access, **changes: str) -> Any:
    form = {name: hidden(answer, name) for name in ("carried", "next")}
    return client.post("/login", {"login": who.user.email, "password": PASSWORD} | form | changes)


def field(answer: Any, name: str) -> str:
    found = re.search(rf'<textarea[^>]*\bid="{name}"[^>]*>\s?(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    assert found
    return unescape(found[1])


def test_a_comment_comes_back_into_its_field_and_is_not_saved(ann: Access, place: str) -> None:
    client = browser_at(ann, place)

    asked = sent(client, place, f"{place}/comments", body="Oiled & <b>tried</b>")
    led = signed_in_with(client, asked, ann)
    page = client.get(led.headers["Location"])

    assert (asked.status_code, led.headers["Location"]) == (200, place)
    assert field(page, "comment-field") == "Oiled & <b>tried</b>"
    assert "Nothing was saved yet" in toasts(page)[0]
    assert not Comment.objects.of(ann.workspace).exists()
    assert field(client.get(place), "comment-field") == ""


def test_what_was_sent_from_a_form_that_had_been_refused_comes_back_on_the_page_above(ann: Access, place: str) -> None:
    client = browser_at(ann, place)

    asked = sent(client, f"{place}/comments", f"{place}/comments", body="Oiled")
    led = signed_in_with(client, asked, ann)

    assert led.headers["Location"] == place
    assert field(client.get(place), "comment-field") == "Oiled"


def test_after_a_wrong_password_it_is_carried_still(ann: Access, place: str) -> None:
    client = browser_at(ann, place)

    asked = sent(client, place, f"{place}/comments", body="Oiled")
    again = signed_in_with(client, asked, ann, password="wrong")
    led = signed_in_with(client, again, ann)

    assert "don’t match" in again.content.decode()
    assert field(client.get(led.headers["Location"]), "comment-field") == "Oiled"


def test_somebody_else_gets_the_page_empty(ann: Access, bob: Access, place: str) -> None:
    client = browser_at(ann, place)

    led = signed_in_with(client, sent(client, place, f"{place}/comments", body="Oiled"), bob)
    page = client.get(led.headers["Location"])

    assert (page.status_code, field(page, "comment-field"), toasts(page)) == (200, "", [])


def test_it_is_of_whom_the_page_was_made_for_and_not_of_who_signed_in_last(
    ann: Access, bob: Access, place: str
) -> None:
    """A page of Ann's stays open while Bob signs in and out: its form has the CSRF token of her time."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(ann).cookies
    token = hidden(client.get(place), "csrfmiddlewaretoken")
    Session.objects.all().delete()
    of_bob = {"login": bob.user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/login", of_bob).status_code == 302
    Session.objects.all().delete()

    answer = sent(client, place, f"{place}/comments", body="Oiled", csrfmiddlewaretoken=token)

    assert answer.status_code == 403
    assert "carried" not in answer.content.decode()


def test_a_person_noted_for_another_csrf_secret_is_not_believed(ann: Access, bob: Access, place: str) -> None:
    client, other = browser_at(ann, place), browser_at(bob, place)
    client.cookies[product.PAGE_PERSON_COOKIE_NAME] = other.cookies[product.PAGE_PERSON_COOKIE_NAME].value

    asked = sent(client, place, f"{place}/comments", body="Oiled")

    assert "Your browser still has it" in asked.content.decode()
    assert hidden(asked, "carried") == ""


def test_nothing_is_carried_for_who_was_never_signed_in_here(place: str) -> None:
    answer = sent(Client(), place, f"{place}/comments", body="Oiled")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/login?next={place}")


def _signed(value: Any) -> str:
    return signing.dumps(value, salt="primetrade.carried")


FORGED = {
    "no signature": lambda token: "x",
    "too long": lambda token: "x" * (TOKEN_LIMIT + 1),
    "changed": lambda token: ("B" if token[0] == "A" else "A") + token[1:],
    "signed for something else": lambda token: signing.dumps(signing.loads(token, salt="primetrade.carried"), salt="x"),
    "of another release": lambda token: _signed({"person": "me"}),
    "of another shape": lambda token: _signed(["x"]),
    "to another site": lambda token: _signed({"person": "", "page": "//evil.test", "action": "/", "fields": {}}),
}


@pytest.mark.parametrize("how", FORGED)
def test_what_the_server_did_not_sign_for_this_is_dropped(ann: Access, place: str, how: str) -> None:
    client = browser_at(ann, place)
    asked = sent(client, place, f"{place}/comments", body="Oiled")

    led = signed_in_with(client, asked, ann, carried=FORGED[how](hidden(asked, "carried")))

    assert led.headers["Location"] == place
    assert field(client.get(place), "comment-field") == ""


@pytest.mark.parametrize(("hours", "comes"), [(23, "Oiled"), (25, "")])
def test_it_is_carried_for_a_day(ann: Access, place: str, hours: int, comes: str) -> None:
    client = browser_at(ann, place)
    asked = sent(client, place, f"{place}/comments", body="Oiled")

    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        led = signed_in_with(client, asked, ann)
        assert field(client.get(led.headers["Location"]), "comment-field") == comes


def test_a_page_that_is_opened_much_later_comes_empty(ann: Access, place: str) -> None:
    client = browser_at(ann, place)
    signed_in_with(client, sent(client, place, f"{place}/comments", body="Oiled"), ann)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert field(client.get(place), "comment-field") == ""
    assert "carried" not in client.session


def test_no_password_code_or_token_is_carried(ann: Access, place: str) -> None:
    client = browser_at(ann, place)
    secrets = dict.fromkeys(("password", "new_password1", "code", "otp", "csrfmiddlewaretoken", "apiToken"), "s3cret")

    only_secrets = sent(client, place, f"{place}/comments", **secrets)
    asked = sent(client, place, f"{place}/comments", body="Oiled", **secrets)

    assert only_secrets.status_code == 302
    fields = signing.loads(hidden(asked, "carried"), salt="primetrade.carried")["fields"]
    assert fields == {"body": ["Oiled"]}


@pytest.mark.parametrize("text", [NOISE, "x" * 300_000], ids=["64 kB signed", "256 kB"])
def test_a_text_too_long_to_be_carried_is_left_in_the_browser_and_the_page_says_so(
    ann: Access, place: str, text: str
) -> None:
    client = browser_at(ann, place)

    asked = sent(client, place, f"{place}/comments", body=text)
    page = asked.content.decode()

    assert (asked.status_code, hidden(asked, "next")) == (200, place)
    assert "Your browser still has it" in page
    assert len(page) < 20_000
    assert product.SESSION_COOKIE_NAME not in asked.cookies
    assert signed_in_with(client, asked, ann).headers["Location"] == place


def test_a_text_of_a_page_that_nobody_is_noted_for_is_left_in_the_browser(ann: Access, place: str) -> None:
    client = browser_at(ann, place)
    del client.cookies[product.PAGE_PERSON_COOKIE_NAME]

    asked = sent(client, place, f"{place}/comments", body="Oiled")

    assert "Your browser still has it" in asked.content.decode()
    assert "Oiled" not in asked.content.decode()
    assert hidden(asked, "carried") == ""


@pytest.mark.parametrize("elsewhere", ["//evil.test", "https://evil.test/x", "javascript:alert(1)", "/\\evil.test"])
def test_it_leads_to_no_other_site(ann: Access, place: str, elsewhere: str) -> None:
    client = browser_at(ann, place)

    asked = client.post(f"{place}/comments", {"body": "Oiled", "next": elsewhere}, headers={"Referer": elsewhere})
    led = signed_in_with(client, asked, ann, next=elsewhere)

    assert hidden(asked, "next") == led.headers["Location"] == "/dashboard"
    assert elsewhere not in asked.content.decode()


def test_hostile_text_stays_text(ann: Access, place: str) -> None:
    client = browser_at(ann, f"{place}?edit=description")
    fields = {"description": HOSTILE, "base_description": HOSTILE, "version": HOSTILE, HOSTILE: HOSTILE}

    asked = sent(client, f"{place}?edit=description", f"{place}/edit", **fields)
    page = client.get(signed_in_with(client, asked, ann).headers["Location"])

    assert field(page, "description-field") == HOSTILE
    for answer in (asked, page):
        assert "<script>alert" not in answer.content.decode()
        assert "<b a=" not in answer.content.decode()


def test_a_description_comes_back_with_the_state_it_was_typed_over(ann: Access, task: Task, place: str) -> None:
    client = browser_at(ann, f"{place}?edit=description")
    Task.objects.of(ann.workspace).filter(id=task.id).update(description="Changed meanwhile")

    fields = {"description": "Oil it", "base_description": "", "fragment": "description", "version": "1"}
    asked = sent(client, f"{place}?edit=description", f"{place}/edit", **fields)
    page = client.get(signed_in_with(client, asked, ann).headers["Location"])

    assert field(page, "description-field") == "Oil it"
    assert 'data-saved="Changed meanwhile"' in page.content.decode()
    assert hidden(page, "base_description") == ""
    assert field(page, "task-title-field") == "Mend the gate"


def test_the_form_of_a_new_task_comes_back_with_its_choices(ann: Access, task: Task) -> None:
    label = LabelFactory(access=ann, name="Harbour")
    page = address(ann, "task_new")
    client = browser_at(ann, page)

    fields = {"title": "Paint", "description": "Twice", "priority": "high", "due_on": "2026-12-01"}
    asked = sent(client, page, page, **fields, labels=[str(label.id)])
    text = client.get(signed_in_with(client, asked, ann).headers["Location"]).content.decode()

    assert re.search(r'name="title"[^>]*value="Paint"|value="Paint"[^>]*name="title"', text)
    assert re.search(r'<option value="high"[^>]* selected', text)
    assert re.search(r">\s*Twice</textarea>", text)


def test_of_many_forms_for_one_address_the_one_that_was_sent_is_filled(ann: Access) -> None:
    first, second = LabelFactory(access=ann, name="Harbour"), LabelFactory(access=ann, name="Quay")
    page = address(ann, "workspace_settings")
    client = browser_at(ann, page)

    asked = sent(client, page, address(ann, "labels"), label=str(second.id), name="Pier")
    text = client.get(signed_in_with(client, asked, ann).headers["Location"]).content.decode()

    assert Label.objects.of(ann.workspace).get(id=second.id).name == "Quay"
    assert (text.count('value="Pier"'), text.count('value="Harbour"')) == (1, 1)
    assert first.name in text


def test_a_browser_s_own_copy_is_not_taken_for_the_page_that_is_filled(ann: Access, place: str) -> None:
    other = TaskFactory(access=ann)
    beside = address(ann, "task", f"{other.project.key}-{other.number}")
    client = browser_at(ann, place)
    signed_in_with(client, sent(client, place, f"{place}/comments", body="Oiled"), ann)
    client.get(beside)  # the toast
    known = client.get(beside).headers["ETag"]

    page = client.get(place, headers={"If-None-Match": known})

    assert field(page, "comment-field") == "Oiled"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert client.get(place, headers={"If-None-Match": known}).status_code == 304


def test_a_sign_in_that_was_ended_elsewhere_is_asked_again(ann: Access, place: str) -> None:
    client = client_of(ann)
    client.get(place)
    SignIn.objects.update(ended_at=timezone.now())

    led = signed_in_with(client, sent(client, place, f"{place}/comments", body="Oiled"), ann)

    assert field(client.get(led.headers["Location"]), "comment-field") == "Oiled"


def test_who_lost_their_membership_is_refused_and_not_asked_to_sign_in(ann: Access, bob: Access, place: str) -> None:
    client = client_of(bob)
    client.get(place)
    Membership.objects.of(bob.workspace).filter(user=bob.user).delete()

    assert sent(client, place, f"{place}/comments", body="Oiled").status_code == 404


def test_the_cookie_that_notes_the_person_is_out_of_reach(ann: Access, place: str) -> None:
    client = client_of(ann)
    client.get(place)
    cookie = client.cookies[product.PAGE_PERSON_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert product.PAGE_PERSON_COOKIE_NAME not in client.get(place).cookies
