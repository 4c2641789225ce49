"""A caller of the API: a person with an access token, and short ways to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client, RequestFactory

from accounts import tokens
from accounts.access import Access
from accounts.commands import sign_in
from tasks.commands import create_comment, create_task, delete_task
from tasks.imports.formats import read_upload
from tests.api import answers
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.imports.runs import begun

# A made-up board with one of everything; people try imports with it, too.
SAMPLE = Path(__file__).parents[2] / "static" / "samples" / "trello-board.json"


def bearer(access: Access) -> str:
    """An access token of a new sign-in."""
    return tokens.mint(sign_in.begin(access.user, RequestFactory().post("/api/auth/login"))).access


class Caller:
    """Asks the API as one person. `get`, `post`, `patch`, `delete` take a path below /api and give the response."""

    def __init__(self, access: Access | None) -> None:
        self.access = access
        self._client = Client(raise_request_exception=True)
        self._headers: dict[str, str] = {}
        if access is not None:
            self._headers["Authorization"] = f"Bearer {bearer(access)}"

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, **headers)

    def send(
        self, method: str, path: str, body: Any = None, *, content_type: str = "application/json", **headers: str
    ) -> Any:
        """`headers` are written with underscores: If_Match="…"."""
        data = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.generic(
            method, f"/api/{path}", data, content_type=content_type, headers=self._headers | named
        )


@pytest.fixture(autouse=True)
def answers_are_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test asks below /api is answered as the schema says."""
    ask = Client.request

    def asked(self: Client, **request: Any) -> Any:
        answer = ask(self, **request)
        if request["PATH_INFO"].startswith("/api/") and request["PATH_INFO"] not in ("/api/schema", "/api/docs"):
            answers.check(request["REQUEST_METHOD"], request["PATH_INFO"], answer)
        return answer

    monkeypatch.setattr(Client, "request", asked)


@pytest.fixture
def ann(db: None) -> Access:
    """The owner of her personal workspace."""
    return PersonFactory(name="Ann", email="ann@example.org")


@pytest.fixture
def api(ann: Access) -> Iterator[Caller]:
    """Ann, calling."""
    return Caller(ann)


@pytest.fixture
def places(ann: Access) -> dict[str, str]:
    """A value for every variable of every path: things of Ann's that are there."""
    return places_of(ann)


def places_of(access: Access) -> dict[str, str]:
    """A value for every variable of every path: things of this person's workspace."""
    project, label = ProjectFactory(access=access), LabelFactory(access=access)
    made = create_task(access, title="One", project=project.id, labels=[label.id], assignees=[access.user.id])
    comment = create_comment(access, task=made.value.id, body="Hello").value
    trashed = TaskFactory(access=access, title="Trashed")
    delete_task(access, task=trashed.id)
    with SAMPLE.open("rb") as file:
        run = begun(access, read_upload(file))
    return {
        "project": str(project.id),
        "project_key": project.key,
        "label": str(label.id),
        "task": str(made.value.id),
        "comment": str(comment.id),
        "entry": str(trashed.id),
        "batch": str(made.batch),
        "run": str(run.id),
        "workspace": access.workspace.slug,
    }
