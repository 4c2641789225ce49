"""What may stand in the addresses of pages: converters for path(). Anything else in these places is 404."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter

# What a workspace's address is made of: also what AccessMiddleware reads, or it would ask about another than is shown.
SLUG_FORM = "[a-z0-9-]{1,60}"


def is_below_api(path: str) -> bool:
    """Whether a program asks: /api and all below it, however many slashes come first."""
    return path.lstrip("/").split("/", 1)[0] == "api"


class WorkspaceSlug(StringConverter):
    regex = SLUG_FORM


class ProjectKey(StringConverter):
    """In any case: pages lead lower-case spellings on."""

    regex = "[A-Za-z][A-Za-z0-9]{1,9}"


class TaskKey(StringConverter):
    """`PT-42` in any case; up to nine digits, so that the number fits its column."""

    regex = "[A-Za-z][A-Za-z0-9]{1,9}-[1-9][0-9]{0,8}"


register_converter(WorkspaceSlug, "workspace")
register_converter(ProjectKey, "project_key")
register_converter(TaskKey, "task_key")
