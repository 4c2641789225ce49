"""Identifies an endpoint's caller by Authorization header, else accessToken cookie, else session; each costs one query.

With an Authorization header, cookies are not read. Callers with cookies need the CSRF token for unsafe methods.
"""

from __future__ import annotations

import re
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts import access, tokens
from accounts.commands import sign_in
from accounts.middleware import ask_as_browser
from accounts.requests import AccessRequest
from accounts.token_cookies import ACCESS_COOKIE
from primetrade.errors import BadRequest, NotFound, SignedOut
from primetrade.middleware.csrf import CookieCallerCheck
from primetrade.paths import SLUG_FORM

_SAFE = ("GET", "HEAD", "OPTIONS")
_SLUG = re.compile(SLUG_FORM)
_csrf = CookieCallerCheck()
_NO_WORKSPACE = "You are not a member of a workspace with that address. GET /api/workspaces lists yours."


class CallerAuthentication(BaseAuthentication):
    """Sets `request.user` and `request.access`; `request.auth` is the sign-in's id."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        http = cast(AccessRequest, request._request)
        slug = asked_workspace(http)
        http.user, http.access = AnonymousUser(), None
        answer = self._answer(http, slug)
        if answer.user is None or answer.sign_in is None:
            return None
        if answer.access is None:
            raise NotFound(_NO_WORKSPACE if slug else "")  # the same whether it exists or not
        http.user, http.access = answer.user, answer.access
        return answer.user, answer.sign_in.id

    def authenticate_header(self, request: Request) -> str:
        return SignedOut.challenge

    def _answer(self, http: HttpRequest, slug: str | None) -> access.Identity:
        header = http.headers.get("Authorization")
        if header is not None:
            return by_header(header, slug)
        answer = by_token(http.COOKIES.get(ACCESS_COOKIE, ""), slug)
        if answer.user is None and settings.SESSION_COOKIE_NAME in http.COOKIES:
            answer = ask_as_browser(http, slug)
        if answer.user is not None:
            require_csrf_token(http)
        return answer


class SignedIn(BasePermission):
    """Admits signed-in callers, and everybody to public operations. Commands check what the caller may do."""

    def has_permission(self, request: Request, view: Any) -> bool:
        operation = getattr(getattr(view, (request.method or "").lower(), None), "operation", None)
        return bool(request.user.is_authenticated) or bool(operation and operation.public)


def by_header(header: str, slug: str | None) -> access.Identity:
    """The holder of the token in an Authorization header. Raises AuthenticationFailed unless it is valid."""
    scheme, _, token = header.partition(" ")
    answer = by_token(token.strip(), slug) if scheme.lower() == "bearer" else access.ANONYMOUS
    if answer.user is None:
        raise AuthenticationFailed
    return answer


def by_token(token: str, slug: str | None) -> access.Identity:
    """The holder of an access token; ANONYMOUS if it is invalid or expired, or its sign-in has ended."""
    if not token:
        return access.ANONYMOUS
    try:
        claims = tokens.read_access(token)
    except tokens.InvalidToken:
        return access.ANONYMOUS
    answer = access.identify_by_sign_in(claims.sign_in_id, slug)
    if answer.user is None or answer.sign_in is None or answer.user.id != claims.user_id:
        return access.ANONYMOUS
    if access.last_used_is_old(answer.sign_in, timezone.now()):
        sign_in.record_use(answer.sign_in)
    return answer


def require_csrf_token(http: HttpRequest) -> None:
    """For callers identified by a cookie. Raises PermissionDenied for an unsafe method without the CSRF token."""
    if http.method not in _SAFE and _csrf.refuses(http):
        raise PermissionDenied("Cookies need the CSRF token too: send the cookie's value as X-CSRFToken.")


def asked_workspace(http: HttpRequest) -> str | None:
    """The workspace's slug from path, query or header; None without one.

    Raises BadRequest for two different slugs, NotFound for a malformed one.
    """
    in_path = http.resolver_match.kwargs.get("workspace") if http.resolver_match else None
    given = (in_path, http.headers.get("X-Workspace"), *http.GET.getlist("workspace"))
    named = {slug for slug in given if slug is not None}
    if len(named) > 1:
        message = "The parameter and the header X-Workspace name different workspaces. Send only one of them."
        raise BadRequest(message, errors={"workspace": [message]})
    if not named:
        return None
    slug = named.pop()
    if not _SLUG.fullmatch(slug):
        raise NotFound(_NO_WORKSPACE)
    return slug
