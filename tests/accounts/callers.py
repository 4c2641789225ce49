"""People at the doors, for tests: by form, by API, with cookies that are checked as a browser's are."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD


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
