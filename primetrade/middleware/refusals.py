"""Refusals in our words: a host name that is not ours, a method that is not taken, what a view never answers.

It stands inside the headers, the request id and the log line, so that these answers have them like all others.
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
    """Let a view say what it never answers, before sizes, tokens and callers are looked at."""

    def mark(view: View) -> View:
        marked: Any = view
        marked.refusal = refusal
        return view

    return mark


def unless_safe(request: HttpRequest) -> HttpResponse | None:
    """405 for what changes something."""
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
        """What the view refuses whatever else is wrong."""
        refusal: Refusal | None = getattr(getattr(view, "cls", view), "refusal", None)
        return refusal(request) if refusal else None
