"""Who asks: nobody, a member, an admin and the owner of one workspace, and Eve, who has one of her own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.access import Access
from accounts.models import Role
from tests.api.conftest import bearer, places_of
from tests.factories import MemberFactory, PersonFactory

CALLERS = ("anonymous", "member", "admin", "owner", "outsider")


@dataclass(frozen=True, slots=True)
class Stage:
    """The owner's workspace with one of everything, and what every caller sends with a request."""

    owner: Access
    values: dict[str, Any]
    people: dict[str, Access | None]
    tokens: dict[str, str]

    def ask(
        self, caller: str, method: str, name: str, body: dict[str, Any] | None, client: Client | None = None
    ) -> Any:
        """One request by the route's name: pages by the session, the API by a token."""
        path, person = self.path(name), self.people[caller]
        client = client or self.browser(caller)
        if path.startswith("/api"):
            headers = {"X-Workspace": self.owner.workspace.slug}
            if person is not None:
                headers["Authorization"] = f"Bearer {self.tokens[caller]}"
            data = b"" if body is None else orjson.dumps(body)
            return client.generic(method, path, data, content_type="application/json", headers=headers)
        return client.generic(method, path) if method != "POST" else client.post(path, body or {})

    def browser(self, caller: str) -> Client:
        """With the caller's session, when they have one."""
        client, person = Client(raise_request_exception=True), self.people[caller]
        if person is not None:
            client.force_login(person.user)
        return client

    def path(self, name: str) -> str:
        """The route's address, about things that are there."""
        variables = dict(routes())[name]
        given = {variable: self.values.get(f"{name}.{variable}", self.values.get(variable)) for variable in variables}
        return reverse(name, kwargs=given) if name != "api_unknown" else "/api/nothing/here"


def stage() -> Stage:
    owner = PersonFactory(name="Owner")
    people = {
        "anonymous": None,
        "member": MemberFactory(of=owner, name="Member"),
        "admin": MemberFactory(of=owner, role=Role.ADMIN, name="Admin"),
        "owner": owner,
        "outsider": PersonFactory(name="Eve"),
    }
    places = places_of(owner)
    values = places | {
        "slug": owner.workspace.slug,
        "task.key": f"{places['project_key']}-1",
        "key": f"{places['project_key']}-1",
        "uidb36": "1",
        "task_menu.name": "status",
        "project_filter.look": "list",
        "dashboard_parts.name": "figures",
        "account_confirm_email.key": "x",
        "account_reset_password_from_key.key": "x-y",
    }
    values |= {f"{name}.key": places["project_key"] for name, _ in routes() if name.startswith("project_")}
    tokens = {caller: bearer(person) for caller, person in people.items() if person is not None}
    return Stage(owner, values, people, tokens)


def routes() -> list[tuple[str, list[str]]]:
    """Every route of the site: its name and its variables."""
    return list(_routes(get_resolver().url_patterns))


def _routes(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name, [*pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", {})]
