"""Every answer that a test of the API gets is held to the schema, which has to say all of it.

Published schemas leave room for members that come later. Here they are closed: what is answered and not declared fails.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

import jsonschema_rs
import orjson
from django.http import HttpResponse

from primetrade.api.components import HEADERS
from primetrade.api.schema import schema

_EMPTY = (304,)


def closed(value: Any) -> Any:
    """A schema that takes no member which it does not name."""
    if isinstance(value, list):
        return [closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: closed(item) for name, item in value.items()}
    if isinstance(found.get("properties"), dict) and found.get("type") == "object":
        found.setdefault("additionalProperties", False)
    return found


@cache
def _document() -> dict[str, Any]:
    return closed(copy.deepcopy(schema()))


@cache
def _paths() -> list[tuple[re.Pattern[str], str]]:
    """Patterns of paths, the fixed ones first: /tasks/stats is no task."""
    found = sorted(_document()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in found]


@cache
def _validator(reference: str) -> Any:
    return jsonschema_rs.Draft202012Validator(
        {"$ref": reference, "components": _document()["components"]}, validate_formats=True
    )


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """The declared operation that answers here; HEAD is GET's."""
    for pattern, template in _paths():
        if pattern.fullmatch(path):
            return _document()["paths"][template].get("get" if method == "HEAD" else method.lower())
    return None


def check(method: str, path: str, answer: HttpResponse) -> None:
    """Fail when the schema does not say this answer: its status, its headers, every member of its body."""
    where = f"{method} {path} answered {answer.status_code}"
    declared = operation_of(method, path)
    if declared is None or answer.status_code == 405:
        assert answer.status_code in (400, 404, 405, 413, 503), f"{where}, which no operation declares"
        return
    response = declared["responses"].get(str(answer.status_code))
    assert response is not None, f"{where}, which {declared['operationId']} does not declare: {answer.content[:300]!r}"
    if "$ref" in response:
        response = _document()["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
    _check_headers(where, response, answer)
    if answer.status_code in _EMPTY or method == "HEAD":
        return
    kind = answer.headers["Content-Type"]
    assert kind in response["content"], f"{where} as {kind}"
    errors = list(_validator(response["content"][kind]["schema"]["$ref"]).iter_errors(orjson.loads(answer.content)))
    assert not errors, f"{where}: {[(str(error.instance_path), error.message[:300]) for error in errors[:5]]}"


def _check_headers(where: str, response: dict[str, Any], answer: HttpResponse) -> None:
    sent = {name for name in HEADERS if name in answer.headers}
    declared = set(response.get("headers", {}))
    assert sent <= declared, f"{where} with {sent - declared}, which is not declared"
    missing = declared - sent - {"Idempotent-Replayed"}
    assert not missing, f"{where} without {missing}"
