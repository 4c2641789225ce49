"""Text from outside: bounded, NFC, without characters that no one can see. Stored as typed; escaped on output."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Literal

from primetrade.errors import InvalidInput

TITLE_LIMIT = 500
NAME_LIMIT = 100
MARKDOWN_BYTES = 20_000
# Putting the marks on one character in order takes the square of their number. No language has more than a few; thirty
# are what "stream-safe" text may have (Unicode TR 15).
MARKS_MOST = 30

# Control characters, lone surrogates, and the characters that turn the direction of what follows (Unicode TR 36).
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[{_CONTROL}{_BIDI}]")
# Drawn as nothing, or as nothing of its own: controls, joiners, tags, spaces, and marks that sit on another character.
_BLANK_KINDS = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
# Letters and symbols by their kind that are blank by design: fillers, the braille pattern without dots, the null note,
# the object replacement, and what Unicode reserves for invisible characters to come.
_BLANK = re.compile("[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufffc\U0001d159\U000e0000-\U000e0fff]")
# Those that a normal form turns into marks are marks, too.
_MARKS = frozenset(
    mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(unicodedata.normalize("NFKD", mark)[0])
)
_MANY_MARKS = re.compile("([{0}]{{{1}}})[{0}]+".format("".join(_MARKS), MARKS_MOST))
_LINE_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")


def clean_line(value: str, *, field: str, limit: int = TITLE_LIMIT, required: bool = True) -> str:
    """One line of plain text, 1 to `limit` characters after trimming. Raises InvalidInput naming `field`."""
    if len(value) > limit * 4:
        raise InvalidInput.of(field, f"Use at most {limit} characters.")
    text = _LINE_BREAKS.sub(" ", _refuse_unseen(value, field)).strip()
    if len(text) > limit:
        raise InvalidInput.of(field, f"Use at most {limit} characters; this has {len(text)}.")
    return _seen_or_empty(text, text, field, required)


def clean_text(value: str, *, field: str, limit: int, required: bool = False) -> str:
    """Plain text that keeps its lines, at most `limit` characters when trimmed. Raises InvalidInput naming `field`."""
    if len(value) > limit * 4:
        raise InvalidInput.of(field, f"Use at most {limit} characters.")
    text = _refuse_unseen(value.replace("\r\n", "\n").replace("\r", "\n"), field).strip()
    if len(text) > limit:
        raise InvalidInput.of(field, f"Use at most {limit} characters; this has {len(text)}.")
    return _seen_or_empty(text, text, field, required)


def clean_markdown(value: str, *, field: str, required: bool = False) -> str:
    """Markdown source of at most 20 kB, line ends as \\n. Raises InvalidInput naming `field`."""
    if len(value) > MARKDOWN_BYTES:
        raise InvalidInput.of(field, f"Use at most {MARKDOWN_BYTES:,} characters; this has {len(value):,}.")
    text = _refuse_unseen(value.replace("\r\n", "\n").replace("\r", "\n"), field)
    if len(text.encode()) > MARKDOWN_BYTES:
        raise InvalidInput.of(field, f"Use at most {MARKDOWN_BYTES // 1000} kB of text.")
    return _seen_or_empty(text, html.unescape(text), field, required)


def without_unseen(value: str) -> str:
    """The text without the characters that `clean_*` refuse: for files, where the sender can't be asked.

    Nothing when no visible character is left.
    """
    text = normalized("NFC", _UNSEEN.sub("", value))
    return text if is_seen(text) else ""


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], value: str) -> str:
    """A Unicode normal form in a time that its length bounds: of marks on one character the first MARKS_MOST stay."""
    return unicodedata.normalize(form, _MANY_MARKS.sub(r"\1", value) if has_many_marks(value) else value)


def has_many_marks(value: str) -> bool:
    """Whether `normalized` would take marks away."""
    return not _MARKS.isdisjoint(value) and _MANY_MARKS.search(value) is not None  # the set is ten times faster


def is_seen(text: str) -> bool:
    """Whether a person would see at least one character.

    Joiners, tags and selectors stay in a text that shows something: emoji and some scripts are made with them.
    """
    return any(
        unicodedata.category(character) not in _BLANK_KINDS and not _BLANK.match(character) for character in text
    )


def _seen_or_empty(text: str, shown: str, field: str, required: bool) -> str:
    """The text, or nothing when it is shown as nothing. Raises InvalidInput when there must be some."""
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
        raise InvalidInput.of(field, f"Put at most {MARKS_MOST} marks on one character.")
    return normalized("NFC", value)
