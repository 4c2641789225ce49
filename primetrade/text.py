"""Cleans text from outside: bounded, NFC, no invisible characters. Otherwise stored as typed; escaped on output."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Literal

from primetrade.errors import InvalidInput

TITLE_LIMIT = 500
NAME_LIMIT = 100
MARKDOWN_BYTES = 20_000
# Normalization sorts the marks on a character in quadratic time. No language needs more than a few; "stream-safe" text
# may have thirty (Unicode TR 15).
MARKS_LIMIT = 30

# Control characters, lone surrogates, and characters that change the direction of what follows (Unicode TR 36).
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[{_CONTROL}{_BIDI}]")
# Categories that show nothing by themselves: controls, joiners, tags, spaces, and marks on another character.
_BLANK_KINDS = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
# Characters in letter and symbol categories that are blank: fillers, the braille pattern without dots, the null note
# head, the object replacement, and ranges that Unicode reserves for invisible characters.
_BLANK = re.compile("[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufffc\U0001d159\U000e0000-\U000e0fff]")
# Includes characters that normalization turns into marks.
_MARKS = frozenset(
    mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(unicodedata.normalize("NFKD", mark)[0])
)
_MANY_MARKS = re.compile("([{0}]{{{1}}})[{0}]+".format("".join(_MARKS), MARKS_LIMIT))
_LINE_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")


def clean_line(value: str, *, field: str, limit: int = TITLE_LIMIT, required: bool = True) -> str:
    """One line of plain text, 1 to `limit` characters after trimming. Raises InvalidInput naming `field`."""
    if len(value) > limit * 4:
        raise InvalidInput.of(field, too_long(limit, len(value)))
    text = _LINE_BREAKS.sub(" ", _refuse_unseen(value, field)).strip()
    if len(text) > limit:
        raise InvalidInput.of(field, too_long(limit, len(text)))
    return _seen_or_empty(text, text, field, required)


def clean_text(value: str, *, field: str, limit: int, required: bool = False) -> str:
    """Plain text that keeps its lines, at most `limit` characters when trimmed. Raises InvalidInput naming `field`."""
    if len(value) > limit * 4:
        raise InvalidInput.of(field, too_long(limit, len(value)))
    text = _refuse_unseen(value.replace("\r\n", "\n").replace("\r", "\n"), field).strip()
    if len(text) > limit:
        raise InvalidInput.of(field, too_long(limit, len(text)))
    return _seen_or_empty(text, text, field, required)


def clean_markdown(value: str, *, field: str, required: bool = False) -> str:
    """Markdown source of at most 20 kB, line ends as \\n. Raises InvalidInput naming `field`."""
    if len(value) > MARKDOWN_BYTES:
        raise InvalidInput.of(field, too_long(MARKDOWN_BYTES, len(value)))
    text = _refuse_unseen(value.replace("\r\n", "\n").replace("\r", "\n"), field)
    if len(text.encode()) > MARKDOWN_BYTES:
        raise InvalidInput.of(field, f"Use at most {MARKDOWN_BYTES // 1000} kB of text.")
    return _seen_or_empty(text, html.unescape(text), field, required)


def too_long(limit: int, length: int) -> str:
    """The message for a text of more than `limit` characters, in whatever way it comes."""
    return f"Use at most {limit:,} characters; this has {length:,}."


def without_unseen(value: str) -> str:
    """The text without the characters that `clean_*` refuse: for files, whose sender can't correct them.

    "" when no visible character is left.
    """
    text = normalized("NFC", _UNSEEN.sub("", value))
    return text if is_seen(text) else ""


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], value: str) -> str:
    """A Unicode normal form, in linear time: keeps the first MARKS_LIMIT marks on each character."""
    return unicodedata.normalize(form, _MANY_MARKS.sub(r"\1", value) if has_many_marks(value) else value)


def has_many_marks(value: str) -> bool:
    """Whether `normalized` would drop marks."""
    return not _MARKS.isdisjoint(value) and _MANY_MARKS.search(value) is not None  # the set makes it ten times faster


def is_seen(text: str) -> bool:
    """Whether a person would see at least one character.

    Joiners, tags and selectors may stay in a visible text: emoji and some scripts need them.
    """
    return any(
        unicodedata.category(character) not in _BLANK_KINDS and not _BLANK.match(character) for character in text
    )


def _seen_or_empty(text: str, shown: str, field: str, required: bool) -> str:
    """The text; if nothing in `shown` is visible "", or InvalidInput if the text is required."""
    if is_seen(shown):
        return text
    if required:
        raise InvalidInput.of(field, "Enter some text that can be seen.")
    return ""


def _refuse_unseen(value: str, field: str) -> str:
    unseen = _UNSEEN.search(value)
    if unseen:
        raise InvalidInput.of(field, f"Remove the invisible character U+{ord(unseen[0]):04X}.")
    if has_many_marks(value):
        raise InvalidInput.of(field, f"Put at most {MARKS_LIMIT} marks on one character.")
    return normalized("NFC", value)
