"""Signing up. If mail goes out, the answer never reveals that an address is known: a mail tells its owner instead."""

from __future__ import annotations

from enum import Enum

from django.conf import settings

from accounts import mail
from accounts.models import User
from accounts.password_rules import check_new_password
from primetrade.errors import Conflict

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
