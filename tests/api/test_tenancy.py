"""What belongs to another workspace is, byte for byte, what never existed: in paths, bodies and parameters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
import pytest
from rest_framework import serializers

from accounts.access import Access
from primetrade.api.serializers import Id, Names
from primetrade.ids import uuid7
from tests.api.conftest import Caller, places_of
from tests.api.endpoints import Method, methods
from tests.api.test_bad_input import stored
from tests.factories import PersonFactory

WITH_VARIABLES = [method for method in methods() if "{" in method.path]
# What stands in a body besides the field at hand, so that nothing else is missing.
NEEDED = {"title": "One", "name": "One", "body": "One"}


def id_fields() -> list[tuple[Method, str]]:
    """Every field of every body that takes an id, or several."""
    found = []
    for method in methods():
        for name, field in method.fields.items():
            child = getattr(field, "child", field)
            if isinstance(field, Id | Names) or (isinstance(field, serializers.DictField) and isinstance(child, Id)):
                found.append((method, name))
    return found


@pytest.fixture
def eve(db: None) -> Access:
    """Somebody else, in a workspace of her own."""
    return PersonFactory(name="Eve")


@pytest.mark.parametrize("method", WITH_VARIABLES, ids=str)
def test_a_foreign_thing_is_answered_as_one_that_never_existed(
    method: Method, api: Caller, places: dict[str, str], eve: Access
) -> None:
    foreign = places_of(eve)
    nothing = {name: str(uuid7()) for name in foreign} | {"workspace": "no-such-workspace"}
    before = stored()
    for variable in [name for name in places if f"{{{name}}}" in method.path]:
        body = sample(method, places)
        theirs = api.send(method.method, method.path.format(**places | {variable: foreign[variable]}), body)
        nobodys = api.send(method.method, method.path.format(**places | {variable: nothing[variable]}), body)
        assert theirs.status_code == 404, theirs.content
        assert without_id(theirs) == without_id(nobodys)
        assert set(theirs.headers) == set(nobodys.headers)
    assert stored() == before


@pytest.mark.parametrize(("method", "field"), id_fields(), ids=str)
def test_a_foreign_id_in_a_body_is_refused_like_an_unknown_one(
    method: Method, field: str, api: Caller, places: dict[str, str], eve: Access
) -> None:
    foreign = places_of(eve) | {"user": str(eve.user.id)}
    before = stored()
    theirs = [value for name, value in foreign.items() if name not in ("workspace", "project_key")]
    for identifier in (*theirs, str(uuid7())):
        value: Any = identifier
        if isinstance(method.fields[field], Names):
            value = [identifier]
        elif isinstance(method.fields[field], serializers.DictField):
            value = {next(iter(people(api, places))): identifier}
        body = {name: NEEDED[name] for name in NEEDED if name in method.fields and method.method == "POST"}
        answer = api.send(method.method, method.path.format(**places), body | {field: value})
        assert answer.status_code == 422, (identifier, answer.content)
        assert list(answer.json()["errors"]) == [f"{field}.0" if isinstance(value, list) else field]
    assert stored() == before


@pytest.mark.parametrize("parameter", ["project", "label", "assignee", "parent"])
def test_a_foreign_id_in_a_filter_is_refused_like_an_unknown_one(
    parameter: str, api: Caller, places: dict[str, str], eve: Access
) -> None:
    foreign = places_of(eve) | {"assignee": str(eve.user.id)}
    foreign["parent"] = foreign["task"]
    nobodys = str(uuid7())
    refusals = []
    for identifier in (foreign[parameter], nobodys):
        answer = api.get(f"tasks?{parameter}={identifier}")
        assert answer.status_code == 400
        refusals.append(str(answer.json()["errors"]).replace(identifier, "…"))
    assert refusals[0] == refusals[1]


def test_nothing_of_another_workspace_is_in_any_answer(api: Caller, places: dict[str, str], eve: Access) -> None:
    canary = "Xyzzy-canary"
    foreign = Caller(eve)
    for path in ("projects", "labels"):
        assert foreign.post(path, {"name": canary}).status_code == 201
    task = foreign.post("tasks", {"title": canary, "description": canary}).json()["data"]["id"]
    foreign.post(f"tasks/{task}/comments", {"body": canary})
    foreign.delete(f"tasks/{task}")
    for method in methods():
        if method.method == "GET":
            assert canary not in api.get(method.path.format(**places)).content.decode(), method


def test_a_comment_is_found_below_its_own_task_only(api: Caller, places: dict[str, str]) -> None:
    other = api.post("tasks", {"title": "Other"}).json()["data"]["id"]
    path = f"tasks/{other}/comments/{places['comment']}"
    for answer in (api.get(path), api.patch(path, {"body": "x"}), api.delete(path)):
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "field", ["id", "key", "number", "created_at", "created_by", "version", "position", "workspace"]
)
def test_what_never_changes_can_not_be_changed(field: str, api: Caller, places: dict[str, str]) -> None:
    before = api.get(f"tasks/{places['task']}").json()["data"]
    answer = api.patch(f"tasks/{places['task']}", {field: "x"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400 if field == "workspace" else 422, [field])
    assert api.get(f"tasks/{places['task']}").json()["data"] == before


def sample(method: Method, places: dict[str, str]) -> dict[str, Any] | None:
    """A body that would do for the method."""
    if not method.fields:
        return None
    if "body" in method.fields:
        return {"body": "Hello"}
    return {"name": "New"} if "name" in method.fields else {}


def people(api: Caller, places: dict[str, str]) -> list[str]:
    """Ids of the people in the file of the import at hand."""
    return [person["id"] for person in api.get(f"imports/{places['run']}").json()["data"]["preview"]["people"]]


def without_id(answer: Any) -> dict[str, Any]:
    body = orjson.loads(answer.content)
    assert UUID(body.pop("request_id"))
    return body
