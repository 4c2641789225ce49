"""Converters for path(): what the variable parts of page URLs may contain. Anything else is a 404."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter

# The form of a workspace's slug. AccessMiddleware uses it too, so that it checks the workspace that the page shows.
SLUG_FORM = "[a-z0-9-]{1,60}"


def is_below_api(path: str) -> bool:
    """Whether a path is /api or below it, with any number of leading slashes."""
    return path.lstrip("/").split("/", 1)[0] == "api"


class WorkspaceSlugConverter(StringConverter):
    regex = SLUG_FORM


class ProjectKeyConverter(StringConverter):
    """In upper or lower case: pages redirect lower-case spellings."""

    regex = "[A-Za-z][A-Za-z0-9]{1,9}"


class TaskKeyConverter(StringConverter):
    """`PT-42`, in upper or lower case; up to nine digits, so that the number fits its column."""

    regex = "[A-Za-z][A-Za-z0-9]{1,9}-[1-9][0-9]{0,8}"


register_converter(WorkspaceSlugConverter, "workspace")
register_converter(ProjectKeyConverter, "project_key")
register_converter(TaskKeyConverter, "task_key")
