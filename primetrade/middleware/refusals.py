"""Refusals in our words: unknown host names, wrong methods, and what a view never answers.

Runs inside the middleware for headers, request id and access log, so that these apply to refusals too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from primetrade.errors_views import unknown_host, wrong_method

View = TypeVar("View", bound=Callable[..., HttpResponse])
Refusal = Callable[[HttpRequest], HttpResponse | None]


def refuses(refusal: Refusal) -> Callable[[View], View]:
    """Let a view refuse requests before body size, CSRF token and caller are checked."""

    def mark(view: View) -> View:
        marked: Any = view
        marked.refusal = refusal
        return view

    return mark


def unless_safe(request: HttpRequest) -> HttpResponse | None:
    """405 for anything but GET and HEAD."""
    return None if request.method in ("GET", "HEAD") else wrong_method(request, "GET, HEAD")


class RefusalsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()  # before anything is built from it
        except DisallowedHost:
            return unknown_host(request)
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return wrong_method(request, response.headers.get("Allow", ""))
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The view's own refusal, before all other checks."""
        refusal: Refusal | None = getattr(getattr(view, "cls", view), "refusal", None)
        return refusal(request) if refusal else None
