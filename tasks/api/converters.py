"""Converters for the tasks, projects and ids in URLs: a key or an id, in any case. Anything else is 404."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter, UUIDConverter

from primetrade.ids import is_id

_ID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


class _Reference(StringConverter):
    def to_python(self, value: str) -> str:
        """The canonical spelling: ids in lower case, keys in upper case."""
        return value.lower() if is_id(value.lower()) else value.upper()


class TaskReference(_Reference):
    example = "PT-1"  # in the schema
    regex = f"{_ID}|[A-Za-z][A-Za-z0-9]{{1,9}}-[1-9][0-9]{{0,8}}"


class ProjectReference(_Reference):
    example = "PT"
    regex = f"{_ID}|[A-Za-z][A-Za-z0-9]{{1,9}}"


class Identifier(UUIDConverter):
    regex = _ID


register_converter(Identifier, "id")
register_converter(TaskReference, "task")
register_converter(ProjectReference, "project")
