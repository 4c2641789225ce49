"""Conditional pages: an ETag over everything a page depends on, and 304 when it matches.

`@page` (pages.py) makes those pages conditional whose content changes only with their workspace's version. Others,
such as the progress of an import, have no ETag.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import parse_etags

from primetrade.callers import request_access
from primetrade.carried import waits_for
from primetrade.clock import full_five_minutes, today_in
from primetrade.release import release

View = Callable[..., HttpResponse]


class ConditionalRequest(HttpRequest):
    """The request of a page with an ETag. The page carries its state, and compares it when Back shows it again
    (js/behaviours/shown-again.js).
    """

    page_state: object


def conditional_page(view: View, *, also: Callable[[Any], str]) -> View:
    """Answer 304 without running the view when the browser's copy is current and neither toast nor text is waiting.

    `also` returns what else the page depends on. For safe methods only.
    """

    @wraps(view)
    def conditional(request: ConditionalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.page_state = SimpleLazyObject(lambda: page_etag(request, also(request)).strip('"'))
        if settings.DEBUG or len(get_messages(request)) or waits_for(request):
            return _private(view(request, *args, **kwargs))
        if page_etag(request, also(request)) in _known_to(request):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = view(request, *args, **kwargs)
        if response.status_code in (200, 304) and not len(get_messages(request)):
            # Computed again, because the view may have set a CSRF secret.
            response.headers["ETag"] = page_etag(request, also(request))
        return _private(response)

    return conditional


def page_etag(request: HttpRequest, also: str = "") -> str:
    """The ETag of a page. It covers the CSRF secret, because a cached page must not hold an expired token."""
    access = request_access(request)
    assert access is not None, "@page asks who it is first"
    parts = (
        release(),
        access.user.id,
        access.user.version,
        access.workspace.id,
        access.workspace.state,
        access.role,
        today_in(access.user.timezone),
        full_five_minutes(),
        request.META.get("CSRF_COOKIE", ""),
        request.headers.get("HX-Request", ""),
        also,
    )
    return f'"{hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]}"'


def _known_to(request: HttpRequest) -> list[str]:
    return [known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))]


def _private(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Cookie", "HX-Request"))
    return response
