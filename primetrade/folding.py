"""Folds of text, in Python so that both databases agree: which names are equal, and what sorts together.

Fold what was typed, never what was folded: folding twice may give another text. A column with a fold is written by its
model (primetrade/folded_columns.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

from primetrade.text import normalized

_LETTERS = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "’": "'", "ʼ": "'"}
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, spaces without width, joiners
_PLAIN = str.maketrans(_LETTERS | dict.fromkeys(_UNSEEN, ""))
# Latin, Greek, Cyrillic, Hebrew and Arabic letters are below; elsewhere a mark makes another letter.
_MARKS_GO_BELOW = "\u0780"


def fold_name(name: str) -> str:
    """The name as it is compared: without case, with its marks. “ÄRGER” is “ärger”; “Zoe” and “Zoë” are two names.

    At most three times as long as an NFC name.
    """
    if name.isascii():
        return name.lower()
    return normalized("NFC", normalized("NFD", name).casefold())


def name_apart(name: str, taken: Container[str], limit: int) -> str:
    """The name, followed by the first free number if its fold is among `taken`: “Ärger 2”.

    At most `limit` characters.
    """
    if fold_name(name) not in taken:
        return name
    numbered = (f"{name[: limit - len(behind)].rstrip()}{behind}" for behind in map(" {}".format, count(2)))
    return next(one for one in numbered if fold_name(one) not in taken)


def sort_key(text: str) -> str:
    """The text as it is sorted: without case, marks, forms and doubled spaces, so that Ä sorts with A.

    In code points, the order of this key is that of Latin alphabets. It may be longer than the text.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = normalized("NFKD", normalized("NFKD", text).casefold())
    plain = normalized("NFC", "".join(_without_marks(decomposed))).translate(_PLAIN)
    return re.sub(r"\s+", " ", plain).strip()


def name_order(name: str, identifier: str | None) -> tuple[str, str]:
    """What rows are sorted by in Python, as statements sort them by a stored sort key and their id."""
    return sort_key(name), identifier or ""


def _without_marks(decomposed: str) -> list[str]:
    kept, base = [], ""
    for character in decomposed:
        if not unicodedata.combining(character):
            base = character
        elif base < _MARKS_GO_BELOW:
            continue
        kept.append(character)
    return kept
