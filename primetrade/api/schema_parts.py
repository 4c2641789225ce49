"""Parts of the schema's operations: named components, made from bodies, rows and lists of words."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from primetrade.api.endpoint import Operation
from primetrade.api.names import operation_id
from primetrade.api.serializers import Body, Choice, enum_name


class ComponentSchema(AutoSchema):
    """Reads the Operation of the current method."""

    @property
    def declared(self) -> Operation:
        method = getattr(self.view, self.method.lower())
        declared = getattr(method, "operation", None)
        if not isinstance(declared, Operation):
            raise TypeError(f"{type(self.view).__name__}.{self.method.lower()} is not declared by @operation.")
        return declared

    def get_operation_id(self) -> str:
        declared = self.declared
        path = self.path.removeprefix("/api/")
        return operation_id(self.method, path, is_list=isinstance(declared.answers, list), creates=declared.creates)

    def _may_be_repeated(self, declared: Operation) -> bool:
        return self.method != "GET" and declared.idempotent and not declared.public

    def _with_named_words(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "items" in schema:
            return schema | {"items": self._with_named_words(schema["items"])}
        name = enum_name(schema.get("enum", ()))
        return self._named(name, schema) if name else schema

    def _named(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Register this component if it is new; return a reference. Raises ValueError for two schemas of one name."""
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
        """The members that only the GET of this path returns; a PATCH may send them unchanged (given_back.py)."""
        read = getattr(getattr(self.view, "get", None), "operation", None)
        if read is None or not isinstance(read.answers, type):
            return {}
        row = self.registry[self.resolve_serializer(read.answers, "response")].schema
        return {name: value | {"readOnly": True} for name, value in row["properties"].items() if name not in taken}

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        schema.pop("x-spec-enum-id", None)
        words = list(field.choices if isinstance(field, Choice) else schema.get("enum", ()))
        name = enum_name(words)
        return self._named(name, {"type": "string", "enum": words}) if name else schema
