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

from primetrade.api.components import HEADERS, PROBLEM, PROBLEMS, headers, meta_schema, problem_ref, problem_responses
from primetrade.api.endpoint import Operation
from primetrade.api.examples import example_of
from primetrade.api.idempotency import KEY_FORM
from primetrade.api.names import operation_id
from primetrade.api.parameters import FIELDS, WORKSPACE, Parameter
from primetrade.api.serializers import Body, Choice, enum_name
from primetrade.paths import SLUG_FORM

_SAID = {"Page": "A page of the list.", "List": "The list.", "Written": "Done.", "Answer": "What was asked for."}
_BATCH_LINK = {
    "undo": {
        "operationId": "undo_batch",
        "description": "Takes this back.",
        "parameters": {"batch": "$response.body#/meta/batch"},
    }
}


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
        return self.declared.about or f"{self.declared.summary}."

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/").split("/")[0]]

    def get_operation_id(self) -> str:
        declared = self.declared
        path = self.path.removeprefix("/api/")
        return operation_id(self.method, path, is_list=isinstance(declared.answers, list), creates=declared.creates)

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
        found = [self._query(parameter) for parameter in declared.parameters]
        if declared.needs_workspace and "{workspace}" not in self.path:
            found.append(self._query(WORKSPACE))
            found.append(_header("X-Workspace", "Address of the workspace, as `workspace`.", f"^{SLUG_FORM}$"))
        if self.method == "GET" and declared.has_etag:
            found.append(_header("If-None-Match", "The ETag of an answer you have: 304 when it still holds."))
        if declared.takes_if_match:
            found.append(_header("If-Match", "The ETag of what you change: 412 when someone else changed it."))
        if self._may_be_repeated(declared):
            about = "Any text that is new: a repeated request gets the first answer."
            found.append(_header("Idempotency-Key", about, f"^{KEY_FORM}$"))
        return found

    def _query(self, parameter: Parameter) -> OpenApiParameter:
        schema = self._with_named_words(parameter.schema)
        if parameter is FIELDS:
            schema = schema | {"items": {"type": "string", "enum": list(self.declared.answers[0]().fields)}}
        by_comma: dict[str, Any] = {"style": "form", "explode": False} if "items" in schema else {}
        return OpenApiParameter(parameter.name, schema, OpenApiParameter.QUERY, description=parameter.about, **by_comma)

    def _with_named_words(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "items" in schema:
            return schema | {"items": self._with_named_words(schema["items"])}
        name = enum_name(schema.get("enum", ()))
        return self._named(name, schema) if name else schema

    def _may_be_repeated(self, declared: Operation) -> bool:
        return self.method == "POST" and declared.idempotent and not declared.public

    def _get_request_body(self, direction: Any = "request") -> Any:
        found = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        body = self.declared.body
        if found and body is not None and body.example is not None:
            for content in found["content"].values():
                content["example"] = body.example
        return found

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        declared = self.declared
        found: dict[str, Any] = {str(declared.status): self._success(declared)}
        if self.method == "GET" and declared.has_etag:
            found["304"] = {"description": "You have this answer already.", "headers": headers("ETag")}
        self._named("Problem", PROBLEM)
        for status in PROBLEMS:
            if self._may_answer(declared, status):
                found[str(status)] = problem_ref(status)
        return found

    def _may_answer(self, declared: Operation, status: int) -> bool:
        if status in (410, 429):
            return status in declared.problems
        if status == 412:
            return declared.takes_if_match
        if status in (409, 413, 415, 422):
            return self.method != "GET"
        if status == 401:  # a public write is a door: it refuses who can't say who they are
            return not declared.public or self.method != "GET"
        return True

    def _success(self, declared: Operation) -> dict[str, Any]:
        found: dict[str, Any] = {
            "description": "Created." if declared.creates else _SAID[self._kind(declared)],
            "headers": headers(*self._headers(declared)),
            "content": {"application/json": {"schema": self._envelope(declared)}},
        }
        links = self._links(declared)
        return found | {"links": links} if links else found

    def _headers(self, declared: Operation) -> list[str]:
        found = []
        if declared.has_etag and (self.method == "GET" or (self.method == "PATCH" and declared.takes_if_match)):
            found.append("ETag")
        if declared.creates:
            found.append("Location")
        if self._may_be_repeated(declared):
            found.append("Idempotent-Replayed")
        return found

    def _links(self, declared: Operation) -> dict[str, Any]:
        undo = _BATCH_LINK if "batch" in self._meta_names(declared) else {}
        more = {
            name: {"operationId": to, "parameters": parameters, "description": about}
            for name, (to, parameters, about) in declared.links.items()
        }
        return undo | more

    def _envelope(self, declared: Operation) -> dict[str, Any]:
        """The answer as a component named by what it holds and what is said about it: TaskPage, LabelWritten."""
        names, about = self._meta_names(declared), self._kind(declared)
        row = self._row_name(declared.answers)
        own = "".join(word.title() for word in self.get_operation_id().split("_")) if declared.meta else ""
        meta = self._named(f"{own}Meta" if own else f"{about}Meta" if names else "Meta", meta_schema(names))
        schema = {
            "type": "object",
            "required": ["success", "data", "meta"],
            "properties": {
                "success": {"type": "boolean", "const": True},
                "data": self._data(declared.answers),
                "meta": meta,
            },
        }
        return self._named(f"{own}{about}" if own else f"{row}{about}", schema)

    def _kind(self, declared: Operation) -> str:
        if isinstance(declared.answers, list):
            return "Page" if declared.paged else "List"
        return "Written" if self.method != "GET" and self._meta_names(declared) else "Answer"

    def _meta_names(self, declared: Operation) -> tuple[str, ...]:
        if declared.paged:
            return ("next", "cursor", *declared.meta)
        written = self.method != "GET" and declared.writes and declared.of_workspace
        return (*(("batch", "version") if written else ()), *declared.meta)

    def _row_name(self, answers: Any) -> str:
        if answers is None:
            return ""
        row = answers[0] if isinstance(answers, list) else answers
        return str(self._get_serializer_name(row(), "response"))

    def _data(self, answers: Any) -> dict[str, Any]:
        if answers is None:
            return {"type": "null"}
        if isinstance(answers, list):
            return {"type": "array", "items": self._data(answers[0])}
        return dict(self.resolve_serializer(answers, "response").ref)

    def _named(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """A reference to this component, which is registered unless it is. Two of one name must be the same."""
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(component)
        if self.registry[component].schema != schema:
            raise ValueError(f"Two schemas are called {name}: declare `meta` or another name.")
        return dict(component.ref)

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        given = getattr(serializer, "component", "")
        return given or type(serializer).__name__.removesuffix("Row")

    def _map_serializer(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer(serializer, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if schema.get("description") == Body.__doc__:
            del schema["description"]
        if (example := vars(type(serializer)).get("example")) and direction == "response":
            schema["examples"] = [example]
        if isinstance(serializer, Body) and direction == "request":
            schema["additionalProperties"] = False
            if self.method == "PATCH" and type(serializer) is self.declared.body:
                schema["properties"] |= self._given_back(schema["properties"])
        return schema

    def _given_back(self, taken: dict[str, Any]) -> dict[str, Any]:
        """The members that only a GET here answers: unchanged they may come along (given_back.py)."""
        read = getattr(getattr(self.view, "get", None), "operation", None)
        if read is None or not isinstance(read.answers, type):
            return {}
        row = self.registry[self.resolve_serializer(read.answers, "response")].schema
        return {name: value | {"readOnly": True} for name, value in row["properties"].items() if name not in taken}

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        schema.pop("x-spec-enum-id", None)
        name = enum_name(field.choices) if isinstance(field, Choice) else None
        return self._named(name, {"type": "string", "enum": list(field.choices)}) if name else schema


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
            operation.setdefault("security", [])  # public, and says so
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


def _path_schema(path: str, name: str) -> dict[str, Any]:
    converter = get_converters()[re.search(rf"<(\w+):{name}>", path)[1]]  # type: ignore[index]
    return {"type": "string", "pattern": f"^(?:{converter.regex})$"}


def _header(name: str, about: str, pattern: str = "") -> OpenApiParameter:
    schema = {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=about)
