"""Whose pages a browser holds, even after their sign-in has ended: a signed cookie beside the CSRF cookie.

It is bound to the CSRF secret, which each sign-in renews: a form whose CSRF token is accepted was drawn for that person
or for nobody. So a form that is sent after signing out goes back to its owner (primetrade/carried.py).
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from primetrade.paths import is_below_api


def remember_person(request: HttpRequest, response: HttpResponse) -> None:
    """Note the signed-in person for the CSRF secret that the page was drawn with."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret or is_below_api(request.path) or not request.user.is_authenticated:
        return
    value = _signer(secret).sign(str(request.user.pk))
    if request.COOKIES.get(settings.PAGE_PERSON_COOKIE_NAME) != value:
        response.set_cookie(
            settings.PAGE_PERSON_COOKIE_NAME,
            value,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )


def person_of_page(request: HttpRequest) -> str:
    """The id of the person whose page sent this form; "" if that is not known."""
    secret = request.META.get("CSRF_COOKIE")
    try:
        return _signer(secret).unsign(request.COOKIES.get(settings.PAGE_PERSON_COOKIE_NAME, "")) if secret else ""
    except signing.BadSignature:
        return ""


def _signer(secret: str) -> signing.Signer:
    return signing.Signer(salt=f"accounts.page_person {secret}")
