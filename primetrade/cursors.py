"""Keyset cursors: where a page of a list ended, as opaque signed text bound to that list.

A cursor has the last row's sort value and id, not an offset, so it stays valid while rows come and go.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import orjson
from django.core.signing import BadSignature, Signer

from primetrade.errors import BadRequest

LENGTH_LIMIT = 4_000  # long enough for a title of 500 four-byte characters, in base64


def seal(position: list[Any], *, bound_to: str) -> str:
    """The cursor for a position. `bound_to` names the workspace, sort and filters for which it is valid."""
    text = urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")
    return _signer(bound_to).sign(text)


def unseal(cursor: str, *, bound_to: str) -> list[Any]:
    """The position in a cursor. Raises BadRequest unless it was made for exactly this list."""
    try:
        text = _signer(bound_to).unsign(cursor[: LENGTH_LIMIT + 1])
        position = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (BadSignature, ValueError) as error:
        message = "This cursor does not belong to this list. Start again without one."
        raise BadRequest(message, errors={"cursor": [message]}) from error
    return list(position)


def _signer(bound_to: str) -> Signer:
    return Signer(sep=".", salt=f"primetrade.cursor:{bound_to}")
