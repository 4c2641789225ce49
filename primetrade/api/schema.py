"""The OpenAPI 3.1 schema, made from what `@operation` declares. An endpoint without a declaration fails here."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import orjson
from django.urls.converters import get_converters
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter

from primetrade.api.endpoint import Operation
from primetrade.api.parameters import WORKSPACE, Parameter
from primetrade.api.serializers import Body

PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem document.",
    "required": ["success", "type", "title", "status", "detail", "errors", "request_id"],
    "properties": {
        "success": {"const": False},
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "request_id": {"type": "string"},
        "current": {"type": "object", "description": "With 412: what is there now."},
    },
}
_META = {
    "batch": {"type": "string", "format": "uuid", "description": "What undo takes back."},
    "version": {"type": "integer", "description": "The workspace's version after this write."},
    "next": {"type": ["string", "null"], "description": "The next page."},
}
_REASONS = {
    "400": "The request could not be understood: body, field or parameter.",
    "401": "Nobody is signed in.",
    "403": "The caller's role does not allow this, or the CSRF token is missing.",
    "404": "There is nothing here, or nothing that the caller may know of.",
    "409": "This contradicts what is there now.",
    "412": "The object has another version than If-Match says.",
    "413": "The body is too large.",
    "415": "The body has another type than application/json in UTF-8.",
    "422": "A known field holds a value that can't be taken.",
    "503": "The database can't be reached just now.",
}
UPLOAD = {"type": "string", "format": "binary"}


class Schema(AutoSchema):
    """Reads the Operation of the method at hand."""

    @property
    def declared(self) -> Operation:
        method = getattr(self.view, self.method.lower())
        declared = getattr(method, "operation", None)
        if not isinstance(declared, Operation):
            raise TypeError(f"{type(self.view).__name__}.{self.method.lower()} is not declared by @operation.")
        return declared

    def get_summary(self) -> str:
        return self.declared.summary

    def get_description(self) -> str:  # type: ignore[override]
        return self.declared.about

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/").split("/")[0]]

    def get_operation_id(self) -> str:
        view = type(self.view).__name__
        return f"{self.method.lower()}{view}"

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
        """What a path's variables look like is what their converters say."""
        return [
            {"in": "path", "name": name, "required": True, "schema": _path_schema(self.path_regex, name)}
            for name in variables
        ]

    def get_override_parameters(self) -> list[Any]:
        declared = self.declared
        found = [_query(parameter) for parameter in declared.parameters]
        if declared.needs_workspace:
            found.append(_query(WORKSPACE))
        if self.method == "GET" and declared.has_etag:
            found.append(_header("If-None-Match", "The ETag of an answer you have: 304 when it still holds."))
        if declared.takes_if_match:
            found.append(_header("If-Match", "The ETag of what you change: 412 when someone else changed it."))
        if self.method == "POST" and declared.idempotent and not declared.public:
            found.append(_header("Idempotency-Key", "Any text that is new: a repeated request gets the first answer."))
        return found

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        declared = self.declared
        found = {str(declared.status): self._success(declared)}
        if self.method == "GET" and declared.has_etag:
            found["304"] = {"description": "You have this answer already."}
        problem = self._problem()
        for status, reason in _REASONS.items():
            if self._may_answer(declared, status):
                found[status] = {"description": reason, "content": {"application/problem+json": {"schema": problem}}}
        return found

    def _may_answer(self, declared: Operation, status: str) -> bool:
        if status == "412":
            return declared.takes_if_match
        if status in ("409", "413", "415", "422"):
            return self.method != "GET"
        if status == "401":  # a public write is a door: it refuses who can't say who they are
            return not declared.public or self.method != "GET"
        return True

    def _success(self, declared: Operation) -> dict[str, Any]:
        meta = {name: _META[name] for name in self._meta_names(declared)}
        schema = {
            "type": "object",
            "required": ["success", "data", "meta"],
            "properties": {
                "success": {"const": True},
                "data": self._data(declared.answers),
                "meta": {"type": "object", "required": list(meta), "properties": meta},
            },
        }
        return {"description": "", "content": {"application/json": {"schema": schema}}}

    def _meta_names(self, declared: Operation) -> list[str]:
        if declared.paged:
            return ["next"]
        return ["batch", "version"] if self.method != "GET" and declared.writes and declared.of_workspace else []

    def _data(self, answers: Any) -> dict[str, Any]:
        if answers is None:
            return {"type": "null"}
        if isinstance(answers, list):
            return {"type": "array", "items": self._data(answers[0])}
        return dict(self.resolve_serializer(answers, "response").ref)

    def _problem(self) -> dict[str, Any]:
        component = ResolvedComponent(name="Problem", type=ResolvedComponent.SCHEMA, schema=PROBLEM, object="Problem")
        self.registry.register_on_missing(component)
        return dict(component.ref)

    def _map_serializer(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer(serializer, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if schema.get("description") == Body.__doc__:
            del schema["description"]
        if isinstance(serializer, Body) and direction == "request":
            schema["additionalProperties"] = False
        return schema

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        schema.pop("x-spec-enum-id", None)
        return schema


@cache
def schema() -> dict[str, Any]:
    """The whole document; the same for everyone, made once per process."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    document.setdefault("components", {})["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "An access token: POST /api/auth/login."},
        "accessToken": {"type": "apiKey", "in": "cookie", "name": "accessToken"},
        "session": {"type": "apiKey", "in": "cookie", "name": "session"},
    }
    return document


@cache
def schema_bytes() -> bytes:
    return orjson.dumps(schema())


def _path_schema(path: str, name: str) -> dict[str, Any]:
    converter = get_converters()[re.search(rf"<(\w+):{name}>", path)[1]]  # type: ignore[index]
    return {"type": "string", "pattern": f"^(?:{converter.regex})$"}


def _query(parameter: Parameter) -> OpenApiParameter:
    return OpenApiParameter(parameter.name, parameter.schema, OpenApiParameter.QUERY, description=parameter.about)


def _header(name: str, about: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string"}, OpenApiParameter.HEADER, description=about)
