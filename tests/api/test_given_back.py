"""What a GET gave may be sent back: names that can't be written are taken while they are unchanged."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from accounts.access import Access
from accounts.models import Role
from tasks.commands import edit_task
from tests.api.conftest import Caller, places_of
from tests.api.endpoints import Method, methods
from tests.factories import MemberFactory

BOTH = [method for method in methods() if method.method == "PATCH" and hasattr(method.view, "get")]
WITH_TAG = [method for method in BOTH if method.operation and method.operation.of_workspace]
OF_ALL = [method for method in WITH_TAG if "{comment}" not in method.path]  # only its author edits a comment


@pytest.fixture
def places(ann: Access) -> dict[str, str]:
    """Ann's things; her task is due at a time."""
    places = places_of(ann)
    edit_task(ann, task=places["task"], due_on=date(2030, 12, 31), due_time=time(14, 30))
    return places


def kept_names(method: Method) -> list[str]:
    """Names that its GET answers and its PATCH can't write."""
    return sorted(set(method.view.get.operation.answers().fields) - set(method.fields))


def another(value: Any) -> Any:
    return [value, 1] if not isinstance(value, bool) else not value


@pytest.mark.parametrize("method", BOTH, ids=str)
def test_what_a_get_gave_can_be_sent_back_and_changes_nothing(
    method: Method, api: Caller, places: dict[str, str]
) -> None:
    path = method.path.format(**places)
    before, version = api.get(path).json()["data"], api.get("tasks").headers["ETag"].split("-")[1]
    answer = api.patch(path, before)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["data"], api.get(path).json()["data"]) == (before, before)
    assert api.get("tasks").headers["ETag"].split("-")[1] == version


@pytest.mark.parametrize("method", OF_ALL, ids=str)
def test_another_person_elsewhere_can_send_it_back_and_changes_nothing(
    method: Method, api: Caller, ann: Access, places: dict[str, str]
) -> None:
    bob = Caller(MemberFactory(of=ann, role=Role.OWNER, timezone="Asia/Tokyo"))
    path, there = method.path.format(**places), {"X_Workspace": ann.workspace.slug}
    before, version = api.get(path).json()["data"], api.get("tasks").headers["ETag"].split("-")[1]
    answer = bob.patch(path, bob.get(path, **there).json()["data"], **there)
    assert answer.status_code == 200, answer.content
    assert api.get(path).json()["data"] == before
    assert api.get("tasks").headers["ETag"].split("-")[1] == version


@pytest.mark.parametrize("method", BOTH, ids=str)
def test_a_name_that_can_not_be_written_is_refused_when_changed(
    method: Method, api: Caller, places: dict[str, str]
) -> None:
    path, kept = method.path.format(**places), kept_names(method)
    before = api.get(path).json()["data"]
    answer = api.patch(path, before | {name: another(before[name]) for name in kept})
    assert (answer.status_code, sorted(answer.json()["errors"])) == (422, kept)
    assert api.get(path).json()["data"] == before


def test_a_change_beside_them_is_made(api: Caller, places: dict[str, str]) -> None:
    task = api.get(f"tasks/{places['task']}").json()["data"]
    answer = api.patch(f"tasks/{places['task']}", task | {"title": "Two", "status": "completed"})
    assert (answer.status_code, answer.json()["data"]["title"]) == (200, "Two")


@pytest.mark.parametrize("method", WITH_TAG, ids=str)
def test_a_tag_that_is_out_of_date_is_said_before_them(method: Method, api: Caller, places: dict[str, str]) -> None:
    path = method.path.format(**places)
    read = api.get(path)
    changed = (
        {"name": "Theirs"} if "name" in method.fields else {"body": "x"} if "body" in method.fields else {"title": "x"}
    )
    assert api.patch(path, changed).status_code == 200
    answer = api.patch(path, read.json()["data"], If_Match=read.headers["ETag"])
    assert (answer.status_code, answer.json()["current"]) == (412, api.get(path).json()["data"])


GUARDED = [method for method in methods() if method.method in ("PATCH", "DELETE") and method.path.endswith(
    ("tasks/{task}", "projects/{project}", "labels/{label}", "comments/{comment}")
)]  # fmt: skip


def sent(api: Caller, method: Method, path: str, **headers: str) -> Any:
    body = (
        {next(name for name in ("name", "title", "body") if name in method.fields): "Mine"} if method.fields else None
    )
    return api.send(method.method, path, body, **headers)


@pytest.mark.parametrize("method", GUARDED, ids=str)
def test_if_match_guards_every_object(method: Method, api: Caller, places: dict[str, str]) -> None:
    path = method.path.format(**places)
    tag = api.get(path).headers["ETag"]
    patch = next(one for one in GUARDED if one.path == method.path and one.method == "PATCH")
    changed = sent(api, patch, path)
    for stale in (tag, '"x"', '"someone else\'s"', "nonsense"):
        answer = sent(api, method, path, If_Match=stale)
        assert (answer.status_code, answer.json()["current"]) == (412, api.get(path).json()["data"])
    assert changed.headers["ETag"] == api.get(path).headers["ETag"]
    assert sent(api, method, path, If_Match=f"W/{changed.headers['ETag']}").status_code == 200


def test_eight_writes_are_guarded() -> None:
    assert len(GUARDED) == 8
