"""The schema is made from the code, and the running API keeps to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from primetrade.api.endpoint import Operation
from primetrade.api.schema import schema
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
