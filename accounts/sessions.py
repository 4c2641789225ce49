"""Database sessions, each tied to its sign-in. accounts/access.py reads the rows."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from accounts.models import Session

SIGN_IN_KEY = "sign_in"
_KEY = re.compile(r"[a-z0-9]{32}")


def sign_in_of(session: SessionBase) -> UUID | None:
    """The id of the sign-in that a session belongs to; None for an anonymous session."""
    value = session.get(SIGN_IN_KEY)
    return UUID(value) if value else None


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Whether a cookie looks like one of our keys; anything else is not looked up."""
        return bool(key and _KEY.fullmatch(key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.sign_in_id = data.get(SIGN_IN_KEY)
        return row

    def preload(self, session_data: str) -> None:
        """Use session data that has been read already, to save a second query."""
        self._session_cache = self.decode(session_data)
