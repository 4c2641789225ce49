"""What to say about a file that is no export of a Trello board: what it is, and how Trello gives the right one."""

from __future__ import annotations

import codecs

from tasks.imports.parsing import decode

HOW = (
    "In Trello, open the menu of the board, choose “Print, export and share”, then “Export as JSON”, and bring in the "
    "file it gives you."
)
LOOKED_AT_BYTES = 4_000  # of the start: a heading line of any real table is shorter
_SEPARATORS = (",", ";", "\t")


def other_kind(data: bytes) -> str:
    """What a file is that is not JSON at all, in a sentence with the way out; "" for JSON and what nobody knows.

    Raises ImportFileError for what is no text.
    """
    start = data[:LOOKED_AT_BYTES].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<"):
        return f"This is a web page, not the export of a board. {HOW}"
    if start.startswith(b"%PDF"):
        return f"This is a PDF, not the export of a board. {HOW}"
    if start[:1] in (b"{", b"["):
        return ""
    lines = decode(data).lstrip("\ufeff \t\r\n")[:LOOKED_AT_BYTES].splitlines()
    if lines and any(separator in lines[0] for separator in _SEPARATORS):
        return f"This is a table (CSV), not the export of a board that can be read here. {HOW}"
    return ""


def foreign_json(value: object) -> str:
    """Why this JSON is no board, in a sentence with the way out."""
    if not isinstance(value, dict):
        return f"This is JSON, but not a Trello board: a board is an object with “cards” and “lists”. {HOW}"
    missing = " and ".join(f"“{name}”" for name in ("cards", "lists") if not isinstance(value.get(name), list))
    return f"This is JSON, but not a Trello board: a list of {missing} is missing. {HOW}"
