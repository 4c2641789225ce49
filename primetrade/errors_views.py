"""Error pages for people; problem documents for the API."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader

from primetrade.errors import at_most
from primetrade.outage import is_outage, note, words
from primetrade.pages import page_above
from primetrade.paths import is_below_api

_TEMPLATES = {status: f"errors/{status}.html" for status in (400, 403, 404, 405, 413, 500, 503)}
RETRY_SECONDS = 5


_NOT_OUR_HOST = "This site does not answer to that host name."
_ALLOW_HOST = "Whoever runs it can allow the name with the settings PUBLIC_URL and ALLOWED_HOSTS."


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Shows the message of the command that refused the request."""
    return _answer(request, 403, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 404)


def unknown_host(request: HttpRequest) -> HttpResponse:
    """Answers in plain text, because a page would load its styles from the same host. Doesn't repeat the name."""
    if is_below_api(request.path):
        return _problem(request, 400, detail=f"{_NOT_OUR_HOST} {_ALLOW_HOST}")
    return HttpResponse(f"{_NOT_OUR_HOST}\n{_ALLOW_HOST}\n", status=400, content_type="text/plain; charset=utf-8")


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """`allowed` is the value of the Allow header."""
    page = request.path if "GET" in allowed.split(", ") else ""
    response = _answer(request, 405, method=request.method, page=page, form_page=page_above(request.path))
    response.headers["Allow"] = allowed
    return response


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    """`limit` is in bytes."""
    return _answer(request, 413, detail=at_most(limit))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers 503 if the exception being handled is an outage (primetrade/outage.py), else 500."""
    error = sys.exception()
    if error is None or not is_outage(error):
        return _answer(request, 500)
    title, detail = words(error)
    response = _answer(request, 503, title=title, detail=detail)
    note(request, response, error)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tells scripts, so that they fetch a token for the current sign-in (behaviours/sign-in-again.js)."""
    response = _answer(request, 403, "errors/csrf.html")
    response.headers["X-CSRF-Refused"] = "1"
    return response


def _answer(request: HttpRequest, status: int, template: str = "", **context: Any) -> HttpResponse:
    if is_below_api(request.path):
        return _problem(request, status, title=context.get("title", ""), detail=context.get("detail", ""))
    # No request context: these pages must work without the database, the session and context processors.
    page = loader.get_template(template or _TEMPLATES[status])
    return HttpResponse(page.render({"request_id": getattr(request, "id", "")} | context), status=status)


def _problem(request: HttpRequest, status: int, **details: Any) -> HttpResponse:
    from primetrade.api.problems import problem

    return problem(request, status, **details)
