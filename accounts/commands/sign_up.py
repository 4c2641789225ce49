"""Signing up. If mail goes out, the answer never reveals that an address is known: a mail tells its owner instead."""

from __future__ import annotations

from enum import Enum

from django.conf import settings
from django.contrib.auth import authenticate

from accounts import mail
from accounts.models import User
from accounts.models.user import EMAIL_LIMIT
from accounts.password_rules import check_new_password
from primetrade.errors import Conflict, InvalidInput
from primetrade.mailboxes import fold_email
from primetrade.text import too_long

from .email_addresses import is_verified
from .register import clean_email_address, imitate_registration, register


class Verification(Enum):
    """What happens to the address of a new account."""

    SENT = "sent"
    NOT_REQUIRED = "not_required"


def sign_up(*, name: str, email: str, password: str, origin: str) -> Verification:
    """Open an account; `origin` is the site's address for links in mails.

    If mail goes out, a known address gets the same answer as a new one, and its owner gets a mail. Otherwise it raises
    Conflict: new people can sign in at once, so it can't be hidden. Raises InvalidInput, also for a weak password.
    """
    check_new_password(password, User(email=clean_email_address(email), name=name))
    try:
        user = register(name=name, email=email, password=password)
    except Conflict:
        if not settings.MAIL_GOES_OUT:
            raise
        imitate_registration()
        mail.send_known_address(clean_email_address(email), origin)
        return Verification.SENT
    if not settings.MAIL_GOES_OUT:
        return Verification.NOT_REQUIRED
    mail.send_address_link.enqueue(user=str(user.id), origin=origin, signup=True)
    return Verification.SENT


def person_with(email: str, password: str) -> User | None:
    """The person with this address and password; None if there is none who may sign in. Always hashes once.

    Raises InvalidInput for an overlong password.
    """
    if len(password) > settings.PASSWORD_MAX_LENGTH:
        raise InvalidInput.of("password", too_long(settings.PASSWORD_MAX_LENGTH, len(password)))
    user = authenticate(None, email=fold_email(email[: 2 * EMAIL_LIMIT]), password=password)
    if not isinstance(user, User) or not is_verified(user):
        return None
    return user
