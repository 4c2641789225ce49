"""Logs one line per request: route, caller, status, duration. No query strings, no bodies."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("primetrade.access")
_QUIET = ("/static/", "/health")


class AccessLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        if not request.path.startswith(_QUIET):
            match = request.resolver_match
            user = getattr(request, "user", None)
            access = getattr(request, "access", None)
            failure = getattr(request, "failure", None)  # of the database: primetrade/outage.py
            (log.error if failure else log.info)(
                "request",
                method=request.method,
                route=match.route if match else None,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
                user=str(user.pk) if user is not None and user.is_authenticated else None,
                workspace=str(access.workspace_id) if access else None,
                **({"reason": failure} if failure else {}),
            )
        return response
