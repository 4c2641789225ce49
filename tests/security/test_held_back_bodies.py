"""Headers first, the body when the right is gone: what the person may do when the change is made counts."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

import accounts.access
from accounts.access import Access
from accounts.commands.members import change_role, remove_member
from accounts.models import SignIn, User, Workspace
from tasks.models import Project
from tests.api.conftest import bearer
from tests.factories import PASSWORD, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set as soon as the server has asked the one question."""
    done = Event()
    for name in ("identify_by_sign_in", "identify_by_session"):
        asking = getattr(accounts.access, name)

        def ask(*args: Any, asking: Any = asking) -> Any:
            found = asking(*args)
            done.set()
            return found

        monkeypatch.setattr(accounts.access, name, ask)
    return done


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann")


@pytest.fixture
def eve(ann: Access) -> Access:
    return MemberFactory(of=ann, role="owner", name="Eve")


@pytest.fixture
def held_back(live_server: Any, asked: Event) -> Iterator[Callable[..., bytes]]:
    """Sends headers, waits for the one question, lets `meanwhile` happen, sends the body; the whole answer."""
    place = urlsplit(live_server.url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as line:

        def send(
            path: str, headers: dict[str, str], body: bytes, meanwhile: Callable[[], Any], method: str = "POST"
        ) -> bytes:
            named = {"Host": place.netloc, "Content-Length": str(len(body)), "Connection": "close"} | headers
            head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
            line.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
            assert asked.wait(60)
            meanwhile()
            line.sendall(body)
            return b"".join(iter(lambda: line.recv(65536), b""))

        yield send


MEANWHILE = {
    "removed": (lambda ann, eve: remove_member(ann, member=eve.user.id), 404),
    "lowered": (lambda ann, eve: change_role(ann, member=eve.user.id, role="member"), 403),
    "signed out": (lambda ann, eve: SignIn.objects.filter(user=eve.user).update(ended_at="2026-01-01T00:00Z"), 401),
    "deactivated": (lambda ann, eve: User.objects.filter(id=eve.user.id).update(is_active=False), 401),
}


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "6f1e"}], ids=["plain", "with a key"])
@pytest.mark.parametrize("what", MEANWHILE)
def test_the_api_refuses_a_body_that_comes_after_the_right_ended(
    ann: Access, eve: Access, held_back: Callable[..., bytes], what: str, key: dict[str, str]
) -> None:
    happens, status = MEANWHILE[what]
    headers = {"Authorization": f"Bearer {bearer(eve)}", "Content-Type": "application/json"} | key
    path = f"/api/projects?workspace={ann.workspace.slug}"

    answer = held_back(path, headers, b'{"name": "Mine"}', lambda: happens(ann, eve))

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == status
    assert (b"WWW-Authenticate" in answer) == (status == 401)
    assert not Project.objects.of(ann).filter(name="Mine").exists()


@pytest.mark.parametrize(("what", "status"), [("removed", 404), ("signed out", 200)])
def test_a_page_refuses_a_form_that_comes_after_the_right_ended(
    ann: Access, eve: Access, held_back: Callable[..., bytes], asked: Event, what: str, status: int
) -> None:
    headers = _of_a_browser(eve, asked)
    path = f"/w/{ann.workspace.slug}/projects/new"

    answer = held_back(path, headers, b"name=Mine&colour=teal", lambda: MEANWHILE[what][0](ann, eve))

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert (b'action="/login"' in answer) == (status == 200)
    assert not Project.objects.of(ann).filter(name="Mine").exists()


@pytest.mark.parametrize("what", ["signed out", "deactivated"])
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/settings/profile", b"name=Evelyn&timezone=UTC&week_start=1&theme=dark"),
        ("/settings/password", f"oldpassword={PASSWORD}&password1=another+phrase".replace(" ", "+").encode()),
        ("/workspaces/new", b"name=Harbour"),
    ],
)
def test_a_page_of_ones_own_leads_to_the_door_after_the_sign_in_ended(
    ann: Access, eve: Access, held_back: Callable[..., bytes], asked: Event, what: str, path: str, form: bytes
) -> None:
    headers = _of_a_browser(eve, asked)

    answer = held_back(path, headers, form, lambda: MEANWHILE[what][0](ann, eve))

    if "password" in path:  # nothing else was typed, so the sign-in page has nothing to carry
        assert answer.startswith(b"HTTP/1.1 302 ")
        assert b"Location: /login" in answer
    else:
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'action="/login"' in answer
        assert b'name="carried"' in answer
    assert PASSWORD.encode() not in answer
    now = User.objects.get(id=eve.user.id)
    assert (now.name, now.password) == ("Eve", eve.user.password)
    assert not Workspace.objects.filter(name="Harbour").exists()


@pytest.mark.parametrize("what", ["signed out", "deactivated"])
def test_the_api_changes_nobodys_profile_after_the_sign_in_ended(
    ann: Access, eve: Access, held_back: Callable[..., bytes], what: str
) -> None:
    headers = {"Authorization": f"Bearer {bearer(eve)}", "Content-Type": "application/json"}

    answer = held_back("/api/users/me", headers, b'{"name": "Evelyn"}', lambda: MEANWHILE[what][0](ann, eve), "PATCH")

    assert answer.startswith(b"HTTP/1.1 401 ")
    assert User.objects.get(id=eve.user.id).name == "Eve"


def _of_a_browser(person: Access, asked: Event) -> dict[str, str]:
    """The headers of a form that a signed-in browser sends."""
    browser = Client()
    browser.force_login(person.user)
    browser.get(f"/w/{person.workspace.slug}/inbox")  # brings the CSRF cookie
    asked.clear()
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": next(value for name, value in cookies.items() if "csrf" in name.lower()),
    }
