"""What names a task or a project in a URL: its key or its id, each in its one spelling. Anything else is 404."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter

from primetrade.ids import ID_FORM


class TaskReference(StringConverter):
    regex = f"{ID_FORM}|[A-Z][A-Z0-9]{{1,9}}-[1-9][0-9]{{0,8}}"


class ProjectReference(StringConverter):
    regex = f"{ID_FORM}|[A-Z][A-Z0-9]{{1,9}}"


register_converter(TaskReference, "task")
register_converter(ProjectReference, "project")
