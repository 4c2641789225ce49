"""What may stand in the addresses of pages: converters for path(). Anything else in these places is 404."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter


class WorkspaceSlug(StringConverter):
    """As AccessMiddleware reads it: the same letters, or it would ask about another workspace than the page shows."""

    regex = "[a-z0-9-]{1,60}"


class ProjectKey(StringConverter):
    """In any case: pages lead lower-case spellings on."""

    regex = "[A-Za-z][A-Za-z0-9]{1,9}"


class TaskKey(StringConverter):
    """`PT-42` in any case; up to nine digits, so that the number fits its column."""

    regex = "[A-Za-z][A-Za-z0-9]{1,9}-[1-9][0-9]{0,8}"


register_converter(WorkspaceSlug, "workspace")
register_converter(ProjectKey, "project_key")
register_converter(TaskKey, "task_key")
