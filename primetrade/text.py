"""Text from outside: bounded, NFC, without characters that no one can see. Stored as typed; escaped on output."""

from __future__ import annotations

import re
import unicodedata

from primetrade.errors import InvalidInput

TITLE_LIMIT = 500
NAME_LIMIT = 100
MARKDOWN_BYTES = 20_000

# Control characters, lone surrogates, and the characters that turn the direction of what follows (Unicode TR 36).
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[{_CONTROL}{_BIDI}]")
_LINE_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")


def clean_line(value: str, *, field: str, limit: int = TITLE_LIMIT, required: bool = True) -> str:
    """One line of plain text, 1 to `limit` characters after trimming. Raises InvalidInput naming `field`."""
    if len(value) > limit * 4:
        raise InvalidInput.of(field, f"Use at most {limit} characters.")
    text = _LINE_BREAKS.sub(" ", _refuse_unseen(value, field)).strip()
    if len(text) > limit:
        raise InvalidInput.of(field, f"Use at most {limit} characters; this has {len(text)}.")
    if required and not text:
        raise InvalidInput.of(field, "Enter some text.")
    return text


def clean_markdown(value: str, *, field: str, required: bool = False) -> str:
    """Markdown source of at most 20 kB, line ends as \\n. Raises InvalidInput naming `field`."""
    if len(value) > MARKDOWN_BYTES:
        raise InvalidInput.of(field, f"Use at most {MARKDOWN_BYTES:,} characters; this has {len(value):,}.")
    text = _refuse_unseen(value.replace("\r\n", "\n").replace("\r", "\n"), field)
    if len(text.encode()) > MARKDOWN_BYTES:
        raise InvalidInput.of(field, f"Use at most {MARKDOWN_BYTES // 1000} kB of text.")
    if required and not text.strip():
        raise InvalidInput.of(field, "Enter some text.")
    return text


def without_unseen(value: str) -> str:
    """The text without the characters that `clean_*` refuse: for files, where the sender can't be asked."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", value))


def _refuse_unseen(value: str, field: str) -> str:
    found = _UNSEEN.search(value)
    if found:
        raise InvalidInput.of(field, f"Remove the invisible character U+{ord(found[0]):04X}.")
    return unicodedata.normalize("NFC", value)
