"""Converters for the projects, tasks and ids in the addresses of pages and of the API. Anything else is 404."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter, UUIDConverter

from primetrade.ids import is_id
from tasks.keys import PROJECT_KEY_TYPED, TASK_KEY_TYPED

_ID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


class ProjectKey(StringConverter):
    """In any case: pages redirect to the one with capital letters."""

    regex = PROJECT_KEY_TYPED


class TaskKey(StringConverter):
    """In any case, and also a key that the task had before: pages redirect to its present one."""

    regex = TASK_KEY_TYPED


class _Reference(StringConverter):
    """A key or an id, in any case."""

    def to_python(self, value: str) -> str:
        """The canonical spelling: ids in lower case, keys in upper case."""
        return value.lower() if is_id(value.lower()) else value.upper()


class TaskReference(_Reference):
    example = "PT-1"  # in the schema
    regex = f"{_ID}|{TASK_KEY_TYPED}"


class ProjectReference(_Reference):
    example = "PT"
    regex = f"{_ID}|{PROJECT_KEY_TYPED}"


class Identifier(UUIDConverter):
    regex = _ID


register_converter(ProjectKey, "project_key")
register_converter(TaskKey, "task_key")
register_converter(Identifier, "id")
register_converter(TaskReference, "task")
register_converter(ProjectReference, "project")
