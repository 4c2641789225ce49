"""Headers for every answer, built once. The content security policy is constant per release."""

from __future__ import annotations

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from primetrade.importmap import import_map

_WITHOUT_BODY = (204, 304)
# Scripts, styles and fonts are not documents, so they are sent without the policies for documents, half a kilobyte. An
# SVG image may be opened as one.
_SUBRESOURCES = ("text/javascript", "text/css", "font/")
_OF_SUBRESOURCES = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy")
_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = constant_headers()
        self.of_subresources = {name: self.headers[name] for name in _OF_SUBRESOURCES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = self.of_subresources if _is_subresource(request, response) else self.headers
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-cache"
        if not request.path.startswith("/static/"):
            patch_vary_headers(response, ("Cookie", "HX-Request"))
        if not response.streaming and response.status_code not in _WITHOUT_BODY:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


def _is_subresource(request: HttpRequest, response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return request.path.startswith("/static/") and response.status_code == 200 and kind.startswith(_SUBRESOURCES)


def constant_headers() -> dict[str, str]:
    """The headers that are constant per release."""
    headers = {
        "Content-Security-Policy": build_policy(update={"script-src": [import_map().source]}),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    }
    if settings.HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.HSTS_SECONDS}; includeSubDomains"
    return headers
