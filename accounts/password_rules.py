"""Rules for new passwords. Spaces are not stripped, and no kind of character is required."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from primetrade.errors import InvalidInput
from primetrade.text import too_long


class MaximumLengthValidator:
    """Bounds the time that hashing takes."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > settings.PASSWORD_MAX_LENGTH:
            raise ValidationError(too_long(settings.PASSWORD_MAX_LENGTH, len(password)), code="password_too_long")

    def get_help_text(self) -> str:
        return f"Use at most {settings.PASSWORD_MAX_LENGTH} characters."


def check_new_password(password: str, user: User | None = None, *, field: str = "password") -> None:
    """Raises InvalidInput naming `field` when AUTH_PASSWORD_VALIDATORS refuse the password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(error.messages[0], errors={field: error.messages}) from error
