"""Reading a JSON body: size checked before parsing, UTF-8 only, one object, no duplicate names, no NUL."""

from __future__ import annotations

import json
from typing import Any

import orjson
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from primetrade.errors import BadRequest, TooLarge, at_most

BYTES_LIMIT = 1_000_000
DEPTH_LIMIT = 32


class JsonParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """The object in the body. Raises BadRequest, TooLarge, UnsupportedMediaType (another charset than UTF-8)."""
        _require_utf8(media_type or "")
        return parse_object(stream.read(BYTES_LIMIT + 1))


def parse_object(body: bytes) -> dict[str, Any]:
    """A JSON object from bytes. Raises BadRequest with the error's position, TooLarge."""
    if len(body) > BYTES_LIMIT:
        raise TooLarge(at_most(BYTES_LIMIT))
    try:
        value = orjson.loads(body)
        json.loads(body, object_pairs_hook=_without_doubles, parse_int=float)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The body is not JSON: {error.msg} (line {error.lineno}, column {error.colno}).") from error
    except RecursionError as error:
        raise BadRequest(f"The body is nested deeper than {DEPTH_LIMIT} levels. Send a flatter one.") from error
    if not isinstance(value, dict):
        raise BadRequest("The body must be a JSON object.")
    _check(value, 1)
    return value


def _require_utf8(media_type: str) -> None:
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in ("utf-8", "utf8"):
            raise UnsupportedMediaType(media_type, detail="Send the body in UTF-8.")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise BadRequest(f"The body names “{name[:40]}” twice. Name it once.")
            seen.add(name)
    return members


def _check(value: Any, depth: int) -> None:
    if depth > DEPTH_LIMIT:
        raise BadRequest(f"The body is nested deeper than {DEPTH_LIMIT} levels. Send a flatter one.")
    if isinstance(value, str):
        if "\0" in value:
            raise BadRequest("The body holds a NUL character (\\u0000). Leave it out.")
    elif isinstance(value, dict):
        for name, item in value.items():
            _check(name, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
