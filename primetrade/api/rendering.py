"""Answers: {"success": true, "data": …, "meta": {…}}, in JSON by orjson."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from rest_framework.renderers import BaseRenderer

# An answer depends on the caller and the workspace; HeadersMiddleware adds the cookie.
VARY = "Authorization, X-Workspace"


def answer(data: Any, *, meta: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The success envelope around plain values: dicts, lists, text, numbers, UUIDs, dates and times."""
    return json_response({"success": True, "data": data, "meta": meta or {}}, status=status)


def json_response(value: Any, *, status: int = 200, content_type: str = "application/json") -> HttpResponse:
    """Any JSON value as an answer of the API; times in UTC, written with a Z."""
    return HttpResponse(
        orjson.dumps(value, option=orjson.OPT_UTC_Z), status=status, content_type=content_type, headers={"Vary": VARY}
    )


class JsonRenderer(BaseRenderer):
    """For what REST framework itself renders; endpoints use `answer`."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return orjson.dumps(data, option=orjson.OPT_UTC_Z)
