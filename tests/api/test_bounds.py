"""The bounds that the schema says are those that the API keeps: what is at one is taken, what is beyond it is 422."""

from __future__ import annotations

from typing import Any

import pytest

from primetrade.api.schema import schema
from tests.api.conftest import Caller
from tests.api.endpoints import Method, methods

BODIES = [method for method in methods() if method.fields and not getattr(method.operation.body, "upload", False)]
COMPARED = ("auth/login", "auth/refresh", "auth/logout")  # what is only compared may be any text
Bound = tuple[Method, str, Any, bool]


def properties(method: Method) -> dict[str, Any]:
    declared = schema()["paths"][f"/api/{method.path}"][method.method.lower()]
    reference = declared["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    found = schema()["components"]["schemas"][reference.rsplit("/", 1)[-1]]["properties"]
    return {name: field for name, field in found.items() if not field.get("readOnly")}


def at_the_bounds(field: dict[str, Any]) -> list[tuple[Any, bool]]:
    """Values at and just beyond each bound of a field, and whether they are taken."""
    found: list[tuple[Any, bool]] = []
    if "maxLength" in field:
        found += [("a" * field["maxLength"], True), ("a" * (field["maxLength"] + 1), False)]
    if field.get("minLength") == 1:
        found += [("a", True), ("", False)]
    if "minimum" in field:
        found += [(field["minimum"], True), (field["minimum"] - 1, False)]
    if "maximum" in field:
        found += [(field["maximum"], True), (field["maximum"] + 1, False)]
    if field.get("format") == "date":
        found += [("1970-01-01", True), ("1969-12-31", False), ("2199-12-31", True), ("2200-01-01", False)]
    return found


BOUNDS = [
    (method, name, value, taken)
    for method in BODIES
    if not method.path.startswith("auth/")
    for name, field in properties(method).items()
    for value, taken in at_the_bounds(field)
    if (name, taken) != ("timezone", True)
]


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: f"{bound[0]} {bound[1]} {str(bound[2])[:12]} {bound[3]}")
def test_a_bound_of_the_schema_is_the_one_that_is_kept(api: Caller, places: dict[str, str], bound: Bound) -> None:
    method, name, value, taken = bound
    needed = {"title": "One", "name": "One", "body": "One"}
    body = {field: needed[field] for field in needed if field in method.fields} | {name: value}
    answer = api.send(method.method, method.path.format(**places), body)
    assert (answer.status_code != 422) == taken, answer.content[:300]
    assert taken or name in answer.json()["errors"]


@pytest.mark.parametrize("method", [method for method in BODIES if method.path not in COMPARED], ids=str)
def test_every_text_that_is_sent_has_a_bound_or_a_form(method: Method) -> None:
    for name, field in properties(method).items():
        if field.get("type") in ("string", ["string", "null"]):
            assert {"maxLength", "pattern", "format", "enum"} & set(field), name
