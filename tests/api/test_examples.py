"""The examples of the schema: sent as they stand they are carried out, and answers look as the examples say."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.access import Access
from primetrade.api.schema import schema
from tests.api import answers
from tests.api.conftest import SAMPLE, Caller, bearer
from tests.api.endpoints import Method, methods

EVERY = methods()


def declared(method: Method) -> dict[str, Any]:
    return schema()["paths"][f"/api/{method.path}"][method.method.lower()]


def example(method: Method) -> Any:
    """What the schema says may be sent; None without a body."""
    content = declared(method).get("requestBody", {}).get("content", {})
    return next((kind.get("example") for kind in content.values()), None)


@pytest.mark.parametrize("method", [method for method in EVERY if method.fields], ids=str)
def test_every_body_has_an_example(method: Method) -> None:
    assert getattr(method.operation.body, "upload", False) or isinstance(example(method), dict)


@pytest.mark.parametrize("method", EVERY, ids=str)
def test_the_example_of_an_answer_is_such_an_answer(method: Method) -> None:
    content = declared(method)["responses"][str(method.operation.status)]["content"]["application/json"]
    closed = answers.closed({"$ref": content["schema"]["$ref"], "components": schema()["components"]})
    jsonschema_rs.Draft202012Validator(closed, validate_formats=True).validate(content["example"])


@pytest.mark.parametrize("method", [method for method in EVERY if not method.path.startswith("auth/")], ids=str)
def test_every_example_is_carried_out(method: Method, ann: Access, places: dict[str, str]) -> None:
    path = "/api/" + method.path.format(**places)
    answer = ask(method, path, example(method), {"Authorization": f"Bearer {bearer(ann)}"})
    assert answer.status_code == method.operation.status, answer.content


def ask(method: Method, path: str, body: Any, headers: dict[str, str]) -> Any:
    if method.operation.body is not None and getattr(method.operation.body, "upload", False):
        file = SimpleUploadedFile("board.json", SAMPLE.read_bytes())
        return Client(headers=headers).post(path, {"file": file})
    sent = b"" if body is None else orjson.dumps(body)
    return Client(headers=headers).generic(method.method, path, sent, content_type="application/json")


@pytest.mark.parametrize("method", [method for method in EVERY if method.method == "PATCH"], ids=str)
def test_what_a_get_gave_is_a_body_that_the_schema_takes(method: Method, api: Caller, places: dict[str, str]) -> None:
    path = method.path.format(**places)
    given = api.get(path).json()["data"]
    reference = declared(method)["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    taken = {"$ref": reference, "components": schema()["components"]}
    jsonschema_rs.Draft202012Validator(taken, validate_formats=True).validate(given)
    assert api.patch(path, given).status_code == 200


def test_the_examples_of_the_doors_lead_in_and_out_again(db: None) -> None:
    doors = {method.path: method for method in EVERY if method.path.startswith("auth/")}
    client = Client()

    def send(path: str) -> int:
        return client.post(f"/api/{path}", example(doors[path]), content_type="application/json").status_code

    assert send("auth/register") == 201
    assert [send(path) for path in ("auth/login", "auth/refresh", "auth/logout")] == [200, 200, 200]
