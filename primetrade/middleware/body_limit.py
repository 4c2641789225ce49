"""Limits bodies before any of them is read: even the CSRF check reads forms, including uploads.

A view that takes more than a form declares it: `@takes_up_to(…)`, or `bytes_limit` of an endpoint.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from primetrade.errors_views import too_large

View = TypeVar("View", bound=Callable[..., HttpResponse])
_DIGITS = 20


def takes_up_to(limit: int) -> Callable[[View], View]:
    """Let a view take bodies of up to `limit` bytes, boundaries and other fields included."""

    def mark(view: View) -> View:
        marked: Any = view
        marked.bytes_limit = limit
        return view

    return mark


class BodyLimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """413 for more than the view takes. Chunked bodies state no length; they are not read anywhere."""
        endpoint = getattr(view, "cls", view)
        limit = getattr(endpoint, "bytes_limit", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return too_large(request, limit) if _length(request) > limit else None


def _length(request: HttpRequest) -> int:
    """The body's length by its header; 0 without one or when it is not a number."""
    text = request.headers.get("Content-Length", "")
    return int(text[:_DIGITS]) if text.isascii() and text.isdecimal() else 0
