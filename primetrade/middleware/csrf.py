"""Requests that change something must come from our own pages, or from a program that sends its own credentials.

Before Django checks the CSRF token, this checks the origin that the browser reports: that also covers signing in
through the API, where nobody has a token yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class CsrfMiddleware(CsrfViewMiddleware):
    if TYPE_CHECKING:  # Django's own, missing in its type stubs

        def _reject(self, request: HttpRequest, reason: str) -> HttpResponse: ...
        def _origin_verified(self, request: HttpRequest) -> bool: ...

    def process_view(self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any) -> Any:
        if request.method not in _SAFE and "Authorization" not in request.headers and self._from_elsewhere(request):
            return self._reject(request, "The request comes from another site.")
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def _from_elsewhere(self, request: HttpRequest) -> bool:
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return True
        return "Origin" in request.headers and not self._origin_verified(request)


def _no_view(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


class CookieCallerCheck(CsrfViewMiddleware):
    """Checks the CSRF token of one request to an endpoint; the middleware skips endpoints."""

    def __init__(self) -> None:
        super().__init__(_no_view)

    def refuses(self, request: HttpRequest) -> bool:
        """Whether the request lacks the CSRF token that cookies require."""
        return self.process_view(request, _no_view, (), {}) is not None

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)
