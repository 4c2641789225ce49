"""The two cookies that carry the API's tokens for browsers: HttpOnly, SameSite=Strict, Secure under https."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from accounts.tokens import ACCESS_SECONDS, REFRESH_SECONDS, Pair

ACCESS_COOKIE = "accessToken"
REFRESH_COOKIE = "refreshToken"
REFRESH_PATH = "/api/auth"


def set_token_cookies(response: Any, pair: Pair) -> None:
    """Give the browser the pair. It sends the refresh token to /api/auth only."""
    attributes = {"httponly": True, "samesite": "Strict", "secure": settings.HTTPS}
    response.set_cookie(ACCESS_COOKIE, pair.access, max_age=ACCESS_SECONDS, **attributes)
    response.set_cookie(REFRESH_COOKIE, pair.refresh, max_age=REFRESH_SECONDS, path=REFRESH_PATH, **attributes)


def drop_token_cookies(response: Any) -> None:
    """Delete both cookies."""
    response.delete_cookie(ACCESS_COOKIE, samesite="Strict")
    response.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH, samesite="Strict")
