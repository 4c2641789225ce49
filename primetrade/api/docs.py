"""The schema at /api/schema and the page that shows it at /api/docs: both public, served from our own files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import ensure_csrf_cookie

from primetrade.api.problems import problem
from primetrade.api.schema import schema_bytes
from primetrade.middleware.refusals import refuses, unless_safe
from primetrade.release import release


@refuses(unless_safe)
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 in JSON. It changes only with the release."""
    tag = f'"{release()}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(schema_bytes(), content_type="application/json", headers={"ETag": tag})


@refuses(unless_safe)
@ensure_csrf_cookie
def docs(request: HttpRequest) -> HttpResponse:
    """The page that shows the schema. It sets the CSRF cookie, which requests tried from it need."""
    return render(request, "api/docs.html")


def nothing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """404. For a path that only has a slash too many, the detail names the right one."""
    bare = "/" + request.path.strip("/")
    if request.path != bare and _leads_somewhere(bare):
        return problem(request, 404, detail=f"There is nothing here. Leave out the slash: {bare}")
    return problem(request, 404)


@refuses(nothing)
def unknown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Any path under /api without an endpoint, with any method; also one with a trailing slash."""
    return nothing(request)


def _leads_somewhere(path: str) -> bool:
    try:
        return resolve(path).func is not unknown
    except Resolver404:
        return False
