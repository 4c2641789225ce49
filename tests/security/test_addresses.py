"""Addresses that come with a request lead to this site or nowhere, and no spelling of them breaks a page."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.access import Access
from tasks.commands import edit_task
from tests.factories import PASSWORD, PersonFactory, TaskFactory
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

ELSEWHERE = (
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "\t//evil.test",
    "https:evil.test",
    "https:///evil.test",
    "https://evil.test",
    "https://testserver@evil.test",
    "http://testserver.evil.test",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "ftp://evil.test",
    "http://[",
    "//[",
    "/a\r\nSet-Cookie: x=1",
    "/" + "x" * 5000,
)
BROKEN = ("http://[", "//[x", "http://a]b/", "\x01", "é", "http://testserver:99999999/x")


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann", email="ann@example.org")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(ann: Access, wanted: str) -> None:
    client = Client()

    assert client.get("/login", {"next": wanted}).status_code == 200
    answer = client.post("/login", {"login": ann.user.email, "password": PASSWORD, "next": wanted})

    assert answer.headers["Location"] == "/dashboard"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_who_is_signed_in_or_out_already_is_led_to_no_other_site(ann: Access, wanted: str) -> None:
    client = client_of(ann)

    for path in ("/login", "/register"):
        assert client.get(path, {"next": wanted}).headers["Location"] == "/dashboard"
    assert client.post("/accounts/logout", {"next": wanted}).headers["Location"] == "/"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_form_of_a_task_leads_to_another_site(ann: Access, wanted: str) -> None:
    client, task = client_of(ann), TaskFactory(access=ann)
    key = f"{task.project.key}-{task.number}"

    for path in (address(ann, "task_new"), address(ann, "task_menu", key, "status")):
        assert f'href="{wanted}"' not in client.get(path, {"next": wanted}).content.decode()
    answers = [
        client.post(address(ann, "task_new"), {"title": "One", "next": wanted}),
        client.post(address(ann, "task_edit", key), {"title": "Two", "next": wanted}),
        client.post(address(ann, "task_place", key), {"status": "in_review", "next": wanted}),
    ]

    assert all(answer.headers["Location"].startswith(f"/w/{ann.workspace.slug}/") for answer in answers)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_undo_by_scripts_leads_to_no_other_site(ann: Access, wanted: str) -> None:
    batch = edit_task(ann, task=TaskFactory(access=ann).id, title="New").batch

    answer = client_of(ann).post(address(ann, "undo", batch), {"next": wanted}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "HX-Redirect" not in answer.headers


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_address_of_the_page_before_breaks_nothing(ann: Access, broken: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": broken, "Referer": broken}
    task = TaskFactory(access=ann)
    batch = edit_task(ann, task=task.id, title="New").batch

    assert client_of(ann).get(address(ann, "task_new"), headers=headers).status_code == 200
    assert client_of(ann).get(address(ann, "task_new"), headers={"Referer": broken}).status_code == 200
    undone = client_of(ann).post(address(ann, "undo", batch), {"task": str(task.id)}, headers=headers)
    assert undone.status_code in (200, 204)
    stranger = Client().get(address(ann, "inbox"), headers=headers)
    assert stranger.headers["HX-Redirect"].startswith("/login?next=/")


def test_a_fragment_asked_for_by_nobody_comes_back_to_no_other_site(ann: Access) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver//evil.test/x"}

    assert Client().get(address(ann, "inbox"), headers=headers).headers["HX-Redirect"] == "/login?next=/dashboard"
