"""What is refused early, before any view, is an answer like the others: headers, request id, words. Through WSGI."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.test import Client, RequestFactory

from accounts.middleware import AccessMiddleware
from accounts.views import entrance
from primetrade.middleware.headers import constant_headers

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"
COOKIE = {"HTTP_COOKIE": f"csrf={'a' * 32}"}  # with it the body is read for the token

# name → status, method, path, what else the environment holds, body
EARLY: dict[str, tuple[int, str, str, dict[str, str], bytes]] = {
    "a host that is not ours": (400, "GET", "/login", {"HTTP_HOST": "evil.test"}, b""),
    "a host that is not ours, asked for data": (400, "GET", "/api/tasks", {"HTTP_HOST": "evil.test"}, b""),
    "a host that is none": (400, "GET", "/", {"HTTP_HOST": "a, b"}, b""),
    "a host that is not ours, asked for a file": (400, "GET", "/static/css/base.css", {"HTTP_HOST": "evil.test"}, b""),
    "a host that is not ours, asked for health": (400, "GET", "/health", {"HTTP_HOST": "evil.test"}, b""),
    "nothing there": (404, "GET", "/nothing", {}, b""),
    "no path of this site": (404, "GET", "//evil.test/%00", {}, b""),
    "no method of this page": (405, "GET", "/w/a/preview", {}, b""),
    "no method at all": (403, "BREW", "/settings/profile", {}, b""),
    "a form from elsewhere": (403, "POST", "/login", {"HTTP_ORIGIN": "https://evil.test"}, b"a=b"),
    "a form without its token": (403, "POST", "/login", {}, b"a=b"),
    "too large a body": (413, "POST", "/login", {"CONTENT_LENGTH": "99999999"}, b"a=b"),
    "too many fields": (400, "POST", "/login", COOKIE | {"CONTENT_TYPE": FORM}, b"a&" * 2_000),
    "an upload that can't be read": (400, "POST", "/login", COOKIE | {"CONTENT_TYPE": UPLOAD}, b"?"),
    "too much of a path": (404, "GET", "/" + "a" * 5_000, {}, b""),
    "data that can't be read": (400, "POST", "/api/auth/login", {"CONTENT_TYPE": "application/json"}, b"{"),
    "data of another kind": (415, "POST", "/api/auth/login", {"CONTENT_TYPE": "text/plain"}, b"{}"),
    "data for somebody signed in": (401, "GET", "/api/tasks", {}, b""),
}


def ask(method: str, path: str, environment: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer of the application as a web server calls it."""
    caught: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> None:
        caught.update(status=int(status.partition(" ")[0]), headers=headers)

    given = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    content = b"".join(WSGIHandler()(RequestFactory()._base_environ(**given | environment), start_response))
    names = [name for name, _ in caught["headers"]]
    assert len(names) == len(set(names)) or set(names) - {"Set-Cookie"}
    return caught["status"], dict(caught["headers"]), content


def require_all(headers: dict[str, str]) -> None:
    assert {name: headers.get(name) for name in constant_headers()} == constant_headers()
    assert headers["X-Request-ID"]
    assert "no-cache" in headers["Cache-Control"]


@pytest.mark.parametrize("name", EARLY)
def test_what_is_refused_early_carries_the_headers_and_says_why(name: str) -> None:
    status, *asked = EARLY[name]
    answered, headers, content = ask(*asked)
    assert answered == status
    require_all(headers)
    assert content


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("a"), 500), (SuspiciousOperation("a"), 400), (OperationalError("a"), 503)]
)
@pytest.mark.parametrize("place", [(entrance, "render"), (AccessMiddleware, "process_request")], ids=str)
def test_what_fails_in_a_view_or_before_it_carries_the_headers(
    monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str], error: Exception, status: int
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(*place, fails)
    answered, headers, content = ask("GET", "/", {}, b"")
    assert (answered, bool(content)) == (status, True)
    require_all(headers)


def test_an_unknown_host_is_told_what_to_set_and_never_its_own_words() -> None:
    _, _, page = ask("GET", "/", {"HTTP_HOST": "evil.test"}, b"")
    assert b"ALLOWED_HOSTS" in page
    assert b"evil" not in page
    _, headers, _ = ask("GET", "/api/tasks", {"HTTP_HOST": "evil.test"}, b"")
    assert headers["Content-Type"] == "application/problem+json"


# -- a method that an address does not take ---------------------------------------------------------------------------


@pytest.mark.parametrize(("send", "path", "allowed", "way_on"), [
    (Client.get, "/w/a/preview", "POST", "/w/a/"),
    (Client.put, "/settings/profile", "GET, HEAD, POST", "/settings/profile"),
    (Client.post, "/", "GET, HEAD", "/"),
    (Client.delete, "/login", "GET, POST, PUT, HEAD, OPTIONS", "/login"),
])  # fmt: skip
def test_a_wrong_method_is_a_page_that_says_what_is_wrong_and_the_way_on(
    send: Callable[..., Any], path: str, allowed: str, way_on: str
) -> None:
    answer = send(Client(), path)
    page = answer.content.decode()
    assert answer.status_code == 405
    assert sorted(answer.headers["Allow"].split(", ")) == sorted(allowed.split(", "))
    assert answer.wsgi_request.method in page
    assert answer.headers["X-Request-ID"] in page
    assert f'href="{way_on}"' in page


@pytest.mark.parametrize(
    "path", ["/w/a/tasks/PT-1/comments", "/w/a/tasks/PT-1/edit", f"/w/a/tasks/PT-1/comments/{UUID(int=7)}/edit"]
)
def test_the_address_of_a_form_opened_as_a_page_leads_to_the_page_with_the_form(path: str) -> None:
    answer = Client().get(path)

    assert answer.status_code == 405
    assert 'href="/w/a/tasks/PT-1"' in answer.content.decode()
