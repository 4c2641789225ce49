"""Where ids come from: version 7 UUIDs, so that rows of one time lie together in an index. And their one spelling."""

import re

from uuid_utils.compat import uuid7

__all__ = ["ID_FORM", "is_id", "uuid7"]

ID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(ID_FORM)


def is_id(text: str) -> bool:
    """Whether text is an id in its one spelling: 36 characters, lower case, ASCII."""
    return _ID.fullmatch(text) is not None
