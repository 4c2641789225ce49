"""The workspace in the address of a page, and which addresses are the API's."""

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


register_converter(WorkspaceSlugConverter, "workspace")
