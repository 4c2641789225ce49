"""Example values generated from the schema, for every successful answer.

Where the schema names no value, the property's name decides. Bodies declare their own as `example`.
"""

from __future__ import annotations

from typing import Any

EXAMPLE_ID = "019ab1c8-f5a0-7c3e-8a1b-2c3d4e5f6071"
_MOMENT = "2030-12-01T08:30:00Z"
_OF_FORMAT = {
    "uuid": EXAMPLE_ID,
    "date": "2030-12-31",
    "date-time": _MOMENT,
    "uri": "/api/tasks",
    "email": "ann@example.org",
}
# By property name, where "Text" would say nothing. Each app adds those of its rows and bodies.
OF_NAME: dict[str, Any] = {"name": "Ann", "next": None}
_DEEPEST = 8


def example_of(schema: dict[str, Any], components: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """An example value for `schema`. `components` are the document's schemas, by name."""
    if "$ref" in schema:
        return example_of(components[schema["$ref"].rsplit("/", 1)[-1]], components, name, depth + 1)
    for word in ("example", "const", "default"):
        if word in schema:
            return schema[word]
    if "examples" in schema:
        return schema["examples"][0]
    for word in ("allOf", "oneOf", "anyOf"):
        if word in schema:
            return example_of(schema[word][0], components, name, depth + 1)
    if "enum" in schema:
        return schema["enum"][0]
    kinds = schema.get("type", "object")
    return _of_kind(kinds if isinstance(kinds, str) else kinds[0], schema, components, name, depth)


def _of_kind(kind: str, schema: dict[str, Any], components: dict[str, Any], name: str, depth: int) -> Any:
    if kind == "string":
        return OF_NAME[name] if name in OF_NAME else _OF_FORMAT.get(schema.get("format", ""), "Text")
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return True
    if kind == "array":
        return [example_of(schema["items"], components, name.removesuffix("s"), depth + 1)] if depth < _DEEPEST else []
    if kind == "object":
        members = schema.get("properties", {}).items()
        return {member: example_of(value, components, member, depth + 1) for member, value in members}
    return None
