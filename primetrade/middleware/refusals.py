"""Refusals in our words: a host name that is not ours, and a method that a page does not take.

It stands inside the headers, the request id and the log line, so that these answers have them like all others.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from primetrade.errors_views import unknown_host, wrong_method


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
