"""Identifies browsers with the one question, and sets `request.session`, `request.user` and `request.access`.

The API identifies its callers itself (accounts/api/authentication.py), where an Authorization header beats cookies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import access
from accounts.commands import sign_in
from accounts.page_person import remember_person
from accounts.requests import AccessRequest
from accounts.sessions import SessionStore, sign_in_of
from primetrade.paths import SLUG_FORM, is_below_api

_WORKSPACE_PATH = re.compile(rf"/w/({SLUG_FORM})(?:/|$)")
_WITHOUT_SESSION = ("/static/", "/health", "/api/schema", "/api/docs")


class AccessMiddleware(SessionMiddleware):
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.SessionStore = SessionStore

    def process_request(self, request: HttpRequest) -> None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = SessionStore(key)
        request.user, cast(AccessRequest, request).access = AnonymousUser(), None
        timezone.deactivate()  # clear the zone of this thread's previous request
        if not key or request.path.startswith(_WITHOUT_SESSION) or is_below_api(request.path):
            return
        ask_as_browser(request, _slug_of(request.path))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        remember_person(request, response)
        if request.user.is_authenticated:
            # For scripts, which show and send nothing in somebody else's name (static/js/request.js).
            response.headers["X-Person"] = str(request.user.pk)
        return super().process_response(request, response)


def ask_as_browser(request: HttpRequest, slug: str | None) -> access.Identity:
    """Set session, user and access from the session cookie, in one query."""
    key = request.session.session_key
    answer = access.identify_by_session(key, slug) if key else access.ANONYMOUS
    if answer.session_data is not None:
        cast(SessionStore, request.session).preload(answer.session_data)
        if answer.user is None and sign_in_of(request.session):
            request.session = SessionStore()  # signed out elsewhere: drop that person's session data
    if answer.user is not None and answer.sign_in is not None:
        request.user, cast(AccessRequest, request).access = answer.user, answer.access
        timezone.activate(answer.user.timezone)
        if access.last_used_is_old(answer.sign_in, timezone.now()):
            sign_in.record_use(answer.sign_in)
    return answer


def _slug_of(path: str) -> str | None:
    """The slug in the path; None without one. A malformed slug becomes "-", which no workspace has: None would mean the
    personal workspace.
    """
    match = _WORKSPACE_PATH.match(path)
    if match:
        return match[1]
    return "-" if path.startswith("/w/") else None
