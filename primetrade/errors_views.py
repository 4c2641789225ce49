"""Designed pages for what goes wrong; problem documents for the API."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

_TEMPLATES = {status: f"errors/{status}.html" for status in (400, 403, 404, 413, 500, 503)}
RETRY_SECONDS = 5


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    return _answer(request, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled: a database that is away is no fault of the page."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return _answer(request, 500)
    response = _answer(request, 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403, "errors/csrf.html")


def _answer(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        from primetrade.api.problems import problem

        return problem(request, status)
    # No request context: these pages must not need the database, the session or a context processor.
    page = loader.get_template(template or _TEMPLATES[status])
    return HttpResponse(page.render({"request_id": getattr(request, "id", "")}), status=status)
