"""Signing up, in and out through the API: POST /api/auth/register, login, refresh, logout.

Register, login and refresh ignore session cookies; logout accepts one.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from rest_framework.request import Request

from accounts import tokens
from accounts.adapter import WRONG_CREDENTIALS
from accounts.api.authentication import CallerAuthentication, require_csrf_token
from accounts.api.member_rows import MeRow, me_row
from accounts.commands import sign_in
from accounts.commands.credentials import person_with
from accounts.commands.register import clean_email_address
from accounts.commands.sign_up import Verification, sign_up
from accounts.mail import origin_of
from accounts.models.user import EMAIL_LIMIT
from accounts.token_cookies import REFRESH_COOKIE, drop_token_cookies, set_token_cookies
from primetrade.api.endpoint import Endpoint, operation
from primetrade.api.problems import problem
from primetrade.api.serializers import Body, Choice, Text
from primetrade.text import NAME_LIMIT


class NewPerson(Body):
    example = {"name": "Ann", "email": "ann@example.org", "password": "long enough for anyone"}
    name = Text(min_length=1, max_length=NAME_LIMIT)
    email = Text(min_length=3, max_length=EMAIL_LIMIT)
    password = Text(min_length=1, max_length=settings.PASSWORD_MAX_LENGTH)


class SignUpRow(Body):
    email = Text()
    verification = Choice(choices=[word.value for word in Verification])


class Credentials(Body):
    example = {"email": "ann@example.org", "password": "long enough for anyone"}
    email = Text()
    password = Text()


class RefreshToken(Body):
    """Without a body, the token is read from the cookie."""

    example = {}
    refresh = Text(required=False)


class TokensRow(Body):
    access = Text()
    refresh = Text()


class SignedInRow(TokensRow):
    user = MeRow()


class Register(Endpoint):
    authentication_classes = ()

    @operation(
        "Sign up", body=NewPerson, answers=SignUpRow, status=201, of_workspace=False, public=True, idempotent=False
    )
    def post(self, request: Request) -> HttpResponse:
        verification = sign_up(**self.values, origin=origin_of(request._request))
        row = {"email": clean_email_address(self.values["email"]), "verification": verification.value}
        return self.answer(row, status=201)


class Login(Endpoint):
    """Begins a new sign-in; a browser's session is left alone."""

    authentication_classes = ()

    @operation("Sign in", body=Credentials, answers=SignedInRow, of_workspace=False, public=True, idempotent=False)
    def post(self, request: Request) -> HttpResponse:
        user = person_with(self.values["email"], self.values["password"])
        if user is None:
            sign_in.log_failure(request._request)
            return _refused(request, WRONG_CREDENTIALS)
        pair = tokens.mint(sign_in.begin(user, request._request))
        rotate_token(request._request)  # callers that go on with cookies need a CSRF token for their next request
        row = {"user": me_row(user), "access": pair.access, "refresh": pair.refresh}
        return _with_tokens(self.answer(row), pair)


class Refresh(Endpoint):
    authentication_classes = ()

    @operation(
        "Renew the tokens", body=RefreshToken, answers=TokensRow, of_workspace=False, public=True, idempotent=False
    )
    def post(self, request: Request) -> HttpResponse:
        try:
            _, pair = tokens.rotate(_refresh_token(request, self.values))
        except tokens.InvalidToken:
            return _refused(request, "This refresh token is not valid. Sign in again.")
        return _with_tokens(self.answer({"access": pair.access, "refresh": pair.refresh}), pair)


class Logout(Endpoint):
    """Ends the caller's sign-in: its session, access token and refresh token at once."""

    authentication_classes = (CallerAuthentication,)

    @operation("Sign out", body=RefreshToken, of_workspace=False, public=True, idempotent=False)
    def post(self, request: Request) -> HttpResponse:
        sign_in_id = self._sign_in_of(request)
        if sign_in_id is None:
            return _refused(request, "Nothing here says who is to be signed out. Send a token.")
        sign_in.end(sign_in_id)
        response = self.answer(None)
        response["Clear-Site-Data"] = '"cache"'
        drop_token_cookies(response)
        return response

    def _sign_in_of(self, request: Request) -> UUID | None:
        if request.auth is not None and "refresh" not in self.values:
            return UUID(str(request.auth))
        try:
            return tokens.read_refresh(_refresh_token(request, self.values)).sign_in_id
        except tokens.InvalidToken:
            return None


def _refresh_token(request: Request, values: dict[str, Any]) -> str:
    """The refresh token from the body, else from the cookie; "" without one.

    The cookie is ignored beside an Authorization header. Raises PermissionDenied when it comes without the CSRF token.
    """
    if "refresh" in values:
        return str(values["refresh"])
    if "Authorization" in request.headers or REFRESH_COOKIE not in request.COOKIES:
        return ""
    require_csrf_token(request._request)
    return str(request.COOKIES[REFRESH_COOKIE])


def _with_tokens(response: HttpResponse, pair: tokens.Pair) -> HttpResponse:
    set_token_cookies(response, pair)
    response["Cache-Control"] = "no-store"
    return response


def _refused(request: Request, detail: str) -> HttpResponse:
    response = problem(request._request, 401, detail=detail)
    response["WWW-Authenticate"] = CallerAuthentication().authenticate_header(request)
    return response
