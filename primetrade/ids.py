"""Ids: version 7 UUIDs, so that rows created together are close in an index, and their canonical spelling."""

import re

from uuid_utils.compat import uuid7

__all__ = ["ID_FORM", "is_id", "uuid7"]

ID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(ID_FORM)


def is_id(text: str) -> bool:
    """Whether text is an id in its canonical spelling: 36 characters, lower case, ASCII."""
    return _ID.fullmatch(text) is not None
