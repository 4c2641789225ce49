"""The schema is made from the code, and the running API keeps to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.apps import apps
from django.test.client import ClientHandler
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from primetrade.api.endpoint import Operation
from primetrade.api.schema import schema
from tasks.fields.change_kinds import VERBS
from tests.api.conftest import Caller, bearer, places_of
from tests.api.endpoints import Method, methods
from tests.factories import PersonFactory

DOCUMENT = schema()
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The doors are tried by nobody: a sign-in that they end would be missing to the rest.
DOORS = "^/api/auth"
generated = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex=DOORS)
doors = schemathesis.openapi.from_dict(DOCUMENT).include(path_regex=DOORS)
FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("method", methods(), ids=str)
def test_every_method_of_every_endpoint_is_declared(method: Method) -> None:
    assert isinstance(method.operation, Operation)
    assert method.operation.summary
    assert method.method.lower() in DOCUMENT["paths"][f"/api/{method.path}"]


def test_the_schema_is_openapi_3_1(client: Any) -> None:
    answer = client.get("/api/schema")
    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"
    assert client.get("/api/schema", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_schema_is_valid() -> None:
    validate(DOCUMENT)


def test_names_of_operations_are_given_once() -> None:
    names = [method["operationId"] for path in DOCUMENT["paths"].values() for method in path.values()]
    assert len(set(names)) == len(names)


def test_the_docs_are_read_from_our_own_files(client: Any) -> None:
    page = client.get("/api/docs").content.decode()
    assert "//" not in page.replace("<!doctype", "")
    assert "<style" not in page
    assert "style=" not in page


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The site as schemathesis calls it, inside the test's transaction."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)  # it asks for what it would not decompress
    answer = ClientHandler()(environ)
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


@pytest.fixture
def lived_in(db: None) -> tuple[dict[str, str], dict[str, str]]:
    """The headers of somebody whose workspace holds one of everything, and a value for every variable of a path."""
    access = PersonFactory()
    return {"Authorization": f"Bearer {bearer(access)}"}, places_of(access)


@generated.parametrize()
@FEW
def test_the_running_api_keeps_to_the_schema(case: Any, lived_in: tuple[dict[str, str], dict[str, str]]) -> None:
    headers, places = lived_in
    if len(str(case.body)) % 2:  # half of the cases are about things that are there
        case.path_parameters = {name: places[name] for name in case.path_parameters or {}}
    case.validate_response(case.call(app=app, headers=headers), checks=CHECKS)


@doors.parametrize()
@FEW
def test_the_doors_keep_to_the_schema_too(case: Any, db: None) -> None:
    case.validate_response(case.call(app=app), checks=CHECKS)


def test_callers_are_named_in_the_schema(api: Caller) -> None:
    assert set(DOCUMENT["components"]["securitySchemes"]) == {"bearer", "accessToken", "session"}


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [
        ("list_tasks", "get", "/api/tasks"),
        ("create_task", "post", "/api/tasks"),
        ("get_task", "get", "/api/tasks/{task}"),
        ("update_task", "patch", "/api/tasks/{task}"),
        ("delete_task", "delete", "/api/tasks/{task}"),
        ("create_task_comment", "post", "/api/tasks/{task}/comments"),
        ("get_task_stats", "get", "/api/tasks/stats"),
        ("start_import", "post", "/api/imports/{run}/start"),
        ("undo_batch", "post", "/api/batches/{batch}/undo"),
        ("restore_trash_entry", "post", "/api/trash/{entry}/restoration"),
        ("login", "post", "/api/auth/login"),
        ("get_me", "get", "/api/users/me"),
    ],
)
def test_operations_are_named_by_what_they_do(name: str, method: str, path: str) -> None:
    assert DOCUMENT["paths"][path][method]["operationId"] == name


OPERATIONS = [method for path in DOCUMENT["paths"].values() for method in path.values()]


def test_every_operation_has_a_described_tag_a_description_and_says_who_may_call_it() -> None:
    described = {tag["name"] for tag in DOCUMENT["tags"] if tag["description"]}
    for operation in OPERATIONS:
        assert set(operation["tags"]) <= described, operation["operationId"]
        assert operation["description"]
        assert "security" in operation


def test_answers_are_named_components() -> None:
    for operation in OPERATIONS:
        for status, answer in operation["responses"].items():
            inline = [content["schema"] for content in answer.get("content", {}).values()]
            assert all("$ref" in schema for schema in inline), (operation["operationId"], status)


def test_what_may_come_next_is_a_link_to_an_operation() -> None:
    names = {operation["operationId"] for operation in OPERATIONS}
    links = {
        (operation["operationId"], link["operationId"])
        for operation in OPERATIONS
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    }
    assert {("create_task", "undo_batch"), ("create_import", "start_import")} <= links
    assert {to for _, to in links} <= names


def test_what_was_created_is_found_at_its_location(api: Caller) -> None:
    key = {"Idempotency_Key": "once"}
    first, again = (api.post("labels", {"name": "Bug"}, **key) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    found = api.get(first.headers["Location"].removeprefix("http://testserver").removeprefix("/api/"))
    assert found.json()["data"]["name"] == "Bug"


def test_the_kinds_and_verbs_of_changes_are_those_that_are_declared() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    kinds = {model.LOG_KIND for model in apps.get_models() if getattr(model, "LOG_KIND", "")}
    assert set(schemas["ChangeKind"]["enum"]) == kinds
    assert schemas["ChangeVerb"]["enum"] == list(VERBS)
