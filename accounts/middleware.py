"""Asks the one question of a browser and fills `request.session`, `request.user` and `request.access`.

The API asks for its own callers (accounts/api/authentication.py), because a header beats a cookie there.
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
from accounts.requests import AskedRequest
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
        request.user, cast(AskedRequest, request).access = AnonymousUser(), None
        timezone.deactivate()  # what the thread's last request was shown in
        if not key or request.path.startswith(_WITHOUT_SESSION) or is_below_api(request.path):
            return
        ask_as_browser(request, _slug_of(request.path))


def ask_as_browser(request: HttpRequest, slug: str | None) -> access.Answer:
    """Fill session, user and access from the session cookie: one query."""
    key = request.session.session_key
    answer = access.ask_for_session(key, slug) if key else access.NOBODY
    if answer.session_data is not None:
        cast(SessionStore, request.session).preload(answer.session_data)
        if answer.user is None and sign_in_of(request.session):
            request.session = SessionStore()  # signed out elsewhere: nothing of that person stays with this browser
    if answer.user is not None and answer.sign_in is not None:
        request.user, cast(AskedRequest, request).access = answer.user, answer.access
        timezone.activate(answer.user.timezone)
        if access.last_used_is_old(answer.sign_in, timezone.now()):
            sign_in.used(answer.sign_in)
    return answer


def _slug_of(path: str) -> str | None:
    """The workspace a path names. One that no workspace can have is asked about too: never the personal one instead."""
    match = _WORKSPACE_PATH.match(path)
    if match:
        return match[1]
    return "-" if path.startswith("/w/") else None
