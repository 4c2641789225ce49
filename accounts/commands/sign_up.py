"""Signing up from outside: the rules for passwords, and nothing said about addresses where mail can say it instead."""

from __future__ import annotations

from enum import Enum

from django.conf import settings
from django.contrib.auth import authenticate

from accounts import mail
from accounts.models import User
from accounts.models.user import EMAIL_LIMIT
from accounts.passwords import check_new_password
from primetrade.errors import Conflict, InvalidInput
from primetrade.mailboxes import fold_email

from .addresses import is_proved
from .register import clean_address, register, rehearse


class Verification(Enum):
    """What happens to the address of a new account."""

    SENT = "sent"
    NOT_REQUIRED = "not_required"


def sign_up(*, name: str, email: str, password: str, origin: str) -> Verification:
    """Open an account; `origin` is the site's address for links in mails.

    Where mail goes out, a known address looks the same from outside and its owner is told. Where none does it raises
    Conflict, because signing in at once can't hide it. Raises InvalidInput.
    """
    check_new_password(password, User(email=clean_address(email), name=name))
    try:
        user = register(name=name, email=email, password=password)
    except Conflict:
        if not settings.MAIL_GOES_OUT:
            raise
        rehearse()
        mail.send_known_address(clean_address(email), origin)
        return Verification.SENT
    if not settings.MAIL_GOES_OUT:
        return Verification.NOT_REQUIRED
    mail.send_address_link.enqueue(user=str(user.id), origin=origin, signup=True)
    return Verification.SENT


def person_with(email: str, password: str) -> User | None:
    """Whose address and password these are, if they may sign in; always after one hash. Raises InvalidInput."""
    if len(password) > settings.PASSWORD_MAX_LENGTH:
        raise InvalidInput.of("password", f"Use at most {settings.PASSWORD_MAX_LENGTH} characters.")
    user = authenticate(None, email=fold_email(email[: 2 * EMAIL_LIMIT]), password=password)
    if not isinstance(user, User) or not is_proved(user):
        return None
    return user
