"""Who has an address and its password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate

from accounts.models import User
from accounts.models.user import EMAIL_LIMIT
from primetrade.errors import InvalidInput
from primetrade.mailboxes import fold_email
from primetrade.text import too_long

from .email_addresses import is_verified


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
