"""The OpenAPI 3.1 schema, generated from what `@operation` declares. An endpoint without a declaration fails here.

Requests are described here, answers in schema_answers.py; schema_parts.py has what both need.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import orjson
from django.urls.converters import get_converters
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter

from primetrade.api.components import HEADERS, problem_responses
from primetrade.api.examples import example_of
from primetrade.api.idempotency import KEY_FORM
from primetrade.api.parameters import FIELDS, WORKSPACE, Parameter
from primetrade.api.schema_answers import AnswerSchema
from primetrade.paths import SLUG_FORM


class Schema(AnswerSchema):
    """One operation: who may call it and what it takes."""

    def get_summary(self) -> str:
        return self.declared.summary

    def get_description(self) -> str:  # type: ignore[override]
        return self.declared.about or f"{self.declared.summary}."

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/").split("/")[0]]

    def get_auth(self) -> list[Any]:
        return [] if self.declared.public else [{"bearer": []}, {"accessToken": []}, {"session": []}]

    def get_request_serializer(self) -> Any:
        body = self.declared.body
        return {"multipart/form-data": body} if body is not None and getattr(body, "upload", False) else body

    def map_parsers(self) -> list[str]:
        return ["application/json"]

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # `answers` says it

    def _get_filter_parameters(self) -> list[Any]:
        return []

    def _get_pagination_parameters(self) -> list[Any]:
        return []

    def _resolve_path_parameters(self, variables: list[str]) -> list[Any]:
        """Path variables, with the patterns of their converters."""
        return [
            {"in": "path", "name": name, "required": True, **_path_parameter(self.path_regex, name)}
            for name in variables
        ]

    def get_override_parameters(self) -> list[Any]:
        declared = self.declared
        parameters = [self._query(parameter) for parameter in declared.parameters]
        if declared.needs_workspace and "{workspace}" not in self.path:
            parameters.append(self._query(WORKSPACE))
            parameters.append(_header("X-Workspace", "Address of the workspace, as `workspace`.", f"^{SLUG_FORM}$"))
        if self.method == "GET" and declared.has_etag:
            parameters.append(_header("If-None-Match", "The ETag of an answer you have: 304 when it still holds."))
        if declared.takes_if_match:
            parameters.append(_header("If-Match", "The ETag of what you change: 412 when someone else changed it."))
        if self._may_be_repeated(declared):
            about = "Any text that is new: a repeated request gets the first answer."
            parameters.append(_header("Idempotency-Key", about, f"^{KEY_FORM}$"))
        return parameters

    def _query(self, parameter: Parameter) -> OpenApiParameter:
        schema = self._with_named_words(parameter.schema)
        if parameter is FIELDS:
            schema = schema | {"items": {"type": "string", "enum": list(self.declared.answers[0]().fields)}}
        by_comma: dict[str, Any] = {"style": "form", "explode": False} if "items" in schema else {}
        return OpenApiParameter(parameter.name, schema, OpenApiParameter.QUERY, description=parameter.about, **by_comma)

    def _get_request_body(self, direction: Any = "request") -> Any:
        request_body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        body = self.declared.body
        if request_body and body is not None and body.example is not None:
            for content in request_body["content"].values():
                content["example"] = body.example
        return request_body


@cache
def schema() -> dict[str, Any]:
    """The whole document; the same for everyone, made once per process."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    components = document.setdefault("components", {})
    components["headers"] = HEADERS
    components["responses"] = _named_in(document["paths"], problem_responses())
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "An access token: POST /api/auth/login."},
        "accessToken": {"type": "apiKey", "in": "cookie", "name": "accessToken"},
        "session": {"type": "apiKey", "in": "cookie", "name": "session"},
    }
    for path in document["paths"].values():
        for operation in path.values():
            operation.setdefault("security", [])  # marks it as public
            _add_example(operation, components["schemas"])
    return document


def _named_in(paths: dict[str, Any], responses: dict[str, Any]) -> dict[str, Any]:
    answers = [answer for path in paths.values() for method in path.values() for answer in method["responses"].values()]
    used = {answer["$ref"].rsplit("/", 1)[-1] for answer in answers if "$ref" in answer}
    return {name: response for name, response in responses.items() if name in used}


def _add_example(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    for content in success["content"].values():
        content["example"] = example_of(content["schema"], schemas)


@cache
def schema_bytes() -> bytes:
    return orjson.dumps(schema())


def _path_parameter(path: str, name: str) -> dict[str, Any]:
    converter = get_converters()[re.search(rf"<(\w+):{name}>", path)[1]]  # type: ignore[index]
    example = getattr(converter, "example", "")
    schema = {"type": "string", "pattern": f"^(?:{converter.regex})$"}
    return {"schema": schema} | ({"example": example} if example else {})


def _header(name: str, about: str, pattern: str = "") -> OpenApiParameter:
    schema = {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=about)
