"""Reading an untrusted file: its size, encoding and JSON, and typed values with their place in the file.

Every refusal is an `ImportFileError` that names the place. The formats interpret the values; cleaning.py cleans text.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn, Protocol

import orjson

from tasks.imports.errors import ImportFileError

MAX_BYTES = 20_000_000
# Commas, brackets and braces. However short in the file, a value takes up to 70 bytes in memory and an object 240, so
# that a brace counts twice: this limits a hostile file to about 100 MB. A real export of 15 MB has about 860,000.
MAX_MARKS = 1_200_000
MAX_ITEMS = 50_000
MAX_ID_CHARACTERS = 100
MAX_LONE_SURROGATES = 10_000  # each is cut out one by one; a real export has a few, where an emoji was cut in half
YEARS = range(1971, 2199)  # what commands accept, with a margin for time zones
SHOWN_CHARACTERS = 40


class Readable(Protocol):
    """An open file or an upload."""

    def read(self, size: int, /) -> bytes: ...


def read_bytes(file: Readable, *, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes. Raises ImportFileError if there are more than `limit`, or none."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise ImportFileError(f"The file is larger than {limit // 1_000_000} MB, which is the most that is read.")
    if not data:
        raise ImportFileError("The file is empty.")
    return data


def decode(data: bytes) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises ImportFileError naming line and column."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportFileError("The file is UTF-16. Save it as UTF-8 and try again.")
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")):
        raise ImportFileError("The file is a compressed archive. Unpack it and choose the file inside.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        raise ImportFileError(f"The file is not UTF-8 text: line {line}, byte {column} of it is wrong.") from None


def parse_json(data: bytes) -> Any:
    """The value of a JSON file, at most `MAX_BYTES` long and with at most `MAX_MARKS` values.

    Lone surrogates become replacement characters. Raises ImportFileError naming line and column, or a duplicate key.
    """
    if len(data) > MAX_BYTES:
        raise ImportFileError(f"The file is larger than {MAX_BYTES // 1_000_000} MB, which is the most that is read.")
    if sum(data.count(mark) for mark in b",[{{") > MAX_MARKS:
        raise ImportFileError(f"The file holds more than {MAX_MARKS:,} values, which is the most that is read.")
    data = data.removeprefix(codecs.BOM_UTF8)
    value = _loaded(data)
    if _STRINGS.findall(data).count(b":") != _keys_of(value):
        key = _duplicate_key(data)
        raise ImportFileError(f"{key} appears twice in one object, so it is not clear which one counts.")
    return value


def shown(value: object) -> str:
    """A value for use in an error message: shortened, without line breaks or unprintable characters."""
    text = " ".join(str(value).split())
    text = "".join(character if character.isprintable() else "\ufffd" for character in text)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object and its place in the file. Its methods read one field of a given type.

    An absent or null field has the default, where the method takes one; a value of another type raises
    ImportFileError, such as "cards[12].name must be a text, but is a number".
    """

    fields: dict[str, Any]
    place: str

    @classmethod
    def of(cls, value: object, place: str) -> "Node":
        """The node of a value that must be an object."""
        if not isinstance(value, dict):
            raise ImportFileError(f"{place} must be an object, but is {_kind(value)}.")
        return cls(value, place)

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.fields.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A text, unchanged."""
        value = self.fields.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            self._refuse(name, "a text")
        return value

    def id(self, name: str, default: str | None = None) -> str:
        """An id: a short text without spaces or control characters; empty only as the default."""
        value = self.text(name, default)
        if value != default and not is_source_id(value):
            raise ImportFileError(f"{self._at(name)} must be an id, but is “{shown(value)}”.")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false when absent."""
        value = self.fields.get(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            self._refuse(name, "true or false")
        return value

    def number(self, name: str) -> float:
        """A number; 0 when absent. Always finite: the parser refuses others."""
        value = self.fields.get(name)
        if value is None:
            return 0.0
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse(name, "a number")
        return float(value)

    def count(self, name: str) -> int:
        """How many of something there are, as the file says: from 0 to `MAX_ITEMS`, whatever number stands there."""
        return int(min(max(self.number(name), 0), MAX_ITEMS))

    def moment(self, name: str) -> datetime | None:
        """An ISO 8601 date and time, in UTC; None when absent. Without an offset it counts as UTC."""
        if not self.has(name):
            return None
        text = self.text(name)
        try:
            moment = datetime.fromisoformat(text) if len(text) <= SHOWN_CHARACTERS else None
            if moment is None or moment.year not in YEARS:
                raise ValueError
        except ValueError:
            raise ImportFileError(
                f"{self._at(name)} must be a date such as 2026-03-01T17:00:00.000Z, but is “{shown(text)}”."
            ) from None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

    def node(self, name: str) -> "Node | None":
        """The object in the field; None when absent."""
        if not self.has(name):
            return None
        return Node.of(self.fields[name], self._at(name))

    def nodes(self, name: str, *, limit: int = MAX_ITEMS) -> Iterator["Node"]:
        """The objects of the list in the field, at most `limit`; none when absent."""
        for index, value in enumerate(self._list(name, limit)):
            yield Node.of(value, f"{self._at(name)}[{index}]")

    def ids(self, name: str, *, limit: int = MAX_ITEMS) -> Iterator[str]:
        """The ids of the list in the field, at most `limit`; none when absent."""
        for index, value in enumerate(self._list(name, limit)):
            place = f"{self._at(name)}[{index}]"
            if not isinstance(value, str):
                raise ImportFileError(f"{place} must be a text, but is {_kind(value)}.")
            if not is_source_id(value):
                raise ImportFileError(f"{place} must be an id, but is “{shown(value)}”.")
            yield value

    def _list(self, name: str, limit: int) -> list[Any]:
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._refuse(name, "a list")
        if len(value) > limit:
            raise ImportFileError(f"{self._at(name)} has {len(value):,} entries; at most {limit:,} are read.")
        return value

    def _at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def _refuse(self, name: str, wanted: str) -> NoReturn:
        kind = _kind(self.fields[name]) if name in self.fields else "missing"
        raise ImportFileError(f"{self._at(name)} must be {wanted}, but is {kind}.")


def is_source_id(text: str) -> bool:
    """Whether this is usable as a source's id: short printable ASCII without spaces."""
    return 0 < len(text) <= MAX_ID_CHARACTERS and text.isascii() and text.isprintable() and " " not in text


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"


def _loaded(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        said, line, column = error.msg, error.lineno, error.colno  # without the error, which holds the whole text
    decode(data)
    mended = _without_lone_surrogates(data)
    if mended != data:
        return _loaded(mended)
    if "depth" in said:
        raise _too_deep()
    raise ImportFileError(f"The file is not complete JSON: {said} at line {line}, column {column}.")


def _too_deep() -> ImportFileError:
    return ImportFileError("The file nests lists or objects too deeply to be a real export.")


# A string in valid JSON, and the colon after it if it is a key.
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"\s*+(:?)')
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
# The text up to the next lone surrogate or the end, and that surrogate. One match passes over all other escapes, of
# which a file may have millions: surrogate pairs, escaped backslashes, and whatever else begins with a backslash.
_UP_TO_LONE_SURROGATE = re.compile(
    rb"""((?:[^\\]++
           | \\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}
           | \\(?!u[dD][89a-fA-F][0-9a-fA-F]{2}).?+
         )*+)
         (\\u[dD][89a-fA-F][0-9a-fA-F]{2})?""",
    re.DOTALL | re.VERBOSE,
)


def _without_lone_surrogates(data: bytes) -> bytes:
    """The data with a replacement character for each lone surrogate. Raises ImportFileError if there are too many."""
    if not _SURROGATE.search(data):
        return data
    parts: list[bytes] = []
    for count, found in enumerate(_UP_TO_LONE_SURROGATE.finditer(data)):
        if found[2] and count >= MAX_LONE_SURROGATES:
            raise ImportFileError(
                f"The file holds more than {MAX_LONE_SURROGATES:,} halves of characters, the most that is mended."
            )
        parts += [found[1], rb"\ufffd" if found[2] else b""]
    return b"".join(parts)


def _keys_of(value: Any) -> int:
    """The number of keys of all objects in the value; the text has more of them if one occurs twice in an object."""
    count, left = 0, [value]
    for value in left:  # which grows meanwhile
        if isinstance(value, dict):
            count += len(value)
            value = value.values()
        elif not isinstance(value, list):
            continue
        for inner in value:
            if isinstance(inner, (dict, list)):
                left.append(inner)  # noqa: PERF401 - a list for each object costs more than the rest
    return count


def _duplicate_key(data: bytes) -> str:
    """The first key that occurs twice in an object, found with the standard parser, which hands over every pair.

    Raises ImportFileError where the objects are nested deeper than that parser goes.
    """

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len(pairs) > 1 and len(dict(pairs)) < len(pairs):
            seen: set[str] = set()
            raise _FoundTwice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]

    try:
        json.loads(data, object_pairs_hook=look)
    except _FoundTwice as found:
        return f"“{shown(found)}”"
    except RecursionError:
        raise _too_deep() from None
    return "A key"


class _FoundTwice(Exception):
    """A key that stands twice in one object."""
