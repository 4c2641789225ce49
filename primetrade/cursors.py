"""Keyset cursors: where a page of a list ended, as opaque signed text bound to that list.

A cursor holds the last row's sort value and id, never an offset, so it stays valid while rows come and go.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import orjson
from django.core.signing import BadSignature, Signer

from primetrade.errors import BadRequest

LENGTH_LIMIT = 4_000  # a title of 500 characters of four bytes, in base64, fits


def seal(position: list[Any], *, bound_to: str) -> str:
    """The cursor of a position. `bound_to` names the workspace, the sort and the filters it is valid for."""
    text = urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")
    return _signer(bound_to).sign(text)


def unseal(cursor: str, *, bound_to: str) -> list[Any]:
    """The position in a cursor. Raises BadRequest for one that was not made for exactly this list."""
    try:
        text = _signer(bound_to).unsign(cursor[: LENGTH_LIMIT + 1])
        position = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (BadSignature, ValueError) as error:
        message = "This cursor does not belong to this list. Start again without one."
        raise BadRequest(message, errors={"cursor": [message]}) from error
    return list(position)


def _signer(bound_to: str) -> Signer:
    return Signer(sep=".", salt=f"primetrade.cursor:{bound_to}")
