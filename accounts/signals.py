"""Begins and ends sign-ins on the signals that Django sends however people sign in or out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.commands import sign_in
from accounts.models import User
from accounts.sessions import SIGN_IN_KEY, sign_in_of


@receiver(user_logged_in)
def begin_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Give the session, which login() has already rotated, a new sign-in."""
    request.session[SIGN_IN_KEY] = str(sign_in.begin(user, request).id)


@receiver(user_logged_out)
def end_sign_in(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    sign_in_id = sign_in_of(request.session)
    if sign_in_id:
        sign_in.end(sign_in_id)


@receiver(user_login_failed)
def log_refused_sign_in(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    if request is not None:
        sign_in.log_failure(request)
