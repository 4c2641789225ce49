"""People at the doors, for tests: by form, by API, with cookies that are checked as a browser's are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD

COOKIE = settings.SESSION_COOKIE_NAME


def by_form(email: str, password: str = PASSWORD, client: Client | None = None, **fields: str) -> Client:
    """A browser after the sign-in form; the answer is `client.answer`."""
    client = client or Client()
    client.answer = client.post("/login", {"login": email, "password": password, **fields})
    return client


def login(email: str, password: str = PASSWORD, client: Client | None = None) -> HttpResponse:
    """The answer of the API's door."""
    return post(client or Client(), "/api/auth/login", email=email, password=password)


def tokens_of(email: str, password: str = PASSWORD) -> dict[str, Any]:
    """user, access and refresh of a new sign-in."""
    return login(email, password).json()["data"]


def post(client: Client, path: str, **body: Any) -> HttpResponse:
    """A JSON body to an endpoint."""
    return client.post(path, body, content_type="application/json")


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}


def me(access: str) -> HttpResponse:
    """Who the API says that a token is."""
    return Client().get("/api/users/me", headers=bearer(access))


def refresh(token: str) -> HttpResponse:
    """The answer to a refresh token in the body."""
    return post(Client(), "/api/auth/refresh", refresh=token)


def without_id(response: HttpResponse) -> tuple[int, dict[str, Any]]:
    """Status and body of a problem, but for the request's id."""
    return response.status_code, {**response.json(), "request_id": ""}


def dashboard(client: Client) -> int:
    """What the dashboard answers: 200 to who is signed in, 302 to others."""
    return client.get("/dashboard").status_code


def members(access: str, slug: str) -> HttpResponse:
    """The answer of the API's list of a workspace's members."""
    return Client().get(f"/api/workspaces/{slug}/members", headers=bearer(access))


def strict() -> Client:
    """A browser whose forms are checked for their token and where they come from."""
    return Client(enforce_csrf_checks=True)


def signed_in_by_cookie(email: str) -> Client:
    """A browser that holds both token cookies and no session."""
    client = strict()
    login(email, client=client)
    return client


def csrf(client: Client) -> dict[str, str]:
    """The header that shows the token of the browser's cookie."""
    return {"X-CSRFToken": client.cookies[settings.CSRF_COOKIE_NAME].value}
