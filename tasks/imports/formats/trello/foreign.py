"""Error messages for files that aren't exports of a Trello board: what the file is, and how to get the right one."""

from __future__ import annotations

import codecs

from primetrade.words import all_of, quoted
from tasks.imports.errors import ImportFileError
from tasks.imports.parsing import decode

HOW = (
    "In Trello, open the menu of the board, choose “Print, export and share”, then “Export as JSON”, and bring in the "
    "file it gives you."
)
LOOKED_AT_BYTES = 4_000  # from the start: the heading line of any real table is shorter
_SEPARATORS = (",", ";", "\t")


def looks_like_json(data: bytes) -> bool:
    """Whether the file begins as JSON does."""
    return _start(data)[:1] in (b"{", b"[")


def other_kind(data: bytes) -> str:
    """A sentence saying what a non-JSON file is and how to get the right one."""
    start = _start(data)
    if start.startswith(b"<"):
        return f"This is a web page, not the export of a board. {HOW}"
    if start.startswith(b"%PDF"):
        return f"This is a PDF, not the export of a board. {HOW}"
    try:
        text = decode(data)
    except ImportFileError as error:
        return error.detail
    lines = text.lstrip("\ufeff \t\r\n")[:LOOKED_AT_BYTES].splitlines()
    if lines and any(separator in lines[0] for separator in _SEPARATORS):
        return f"This is a table (CSV), not the export of a board that can be read here. {HOW}"
    return f"This is not a Trello board: its export is JSON and begins with a brace. {HOW}"


def _start(data: bytes) -> bytes:
    return data[:LOOKED_AT_BYTES].removeprefix(codecs.BOM_UTF8).lstrip()


def foreign_json(value: object) -> str:
    """A sentence saying why this JSON is not a board, and how to get one."""
    if not isinstance(value, dict):
        return f"This is JSON, but not a Trello board: a board is an object with “cards” and “lists”. {HOW}"
    missing = all_of([quoted(name) for name in ("cards", "lists") if not isinstance(value.get(name), list)])
    return f"This is JSON, but not a Trello board: a list of {missing} is missing. {HOW}"
