"""A browser's session. Anonymous visitors have one too: allauth keeps unfinished sign-ins there."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from .sign_in import SignIn


class Session(AbstractBaseSession):
    """Replaces contrib.sessions' model; `sign_in` is the device that the session belongs to."""

    sign_in = models.ForeignKey(SignIn, models.CASCADE, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from accounts.sessions import SessionStore

        return SessionStore
