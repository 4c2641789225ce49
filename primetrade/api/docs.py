"""The schema at /api/schema and its reader at /api/docs, both for anyone, all from our own files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from primetrade.api.problems import problem
from primetrade.api.schema import schema_bytes
from primetrade.release import release


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 in JSON. It changes with the release only."""
    tag = f'"{release()}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(schema_bytes(), content_type="application/json", headers={"ETag": tag})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The page that reads the schema."""
    return render(request, "api/docs.html")


def unknown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Any path under /api that no endpoint has, a trailing slash included."""
    return problem(request, 404)
