"""Derives a status from the name of a list, by the names in status_names.py. Only a proposal for the preview.

Only whole names count: “Doing well” is not “Doing”, and “Donegal” is not “Done”. Case, emoji, punctuation, numbers and
text in brackets are ignored. If a list combines several names (“Review / QA”), all must mean the same status.
"""

import re
import unicodedata

from primetrade.text import normalized
from tasks.imports.status_names import NAMES, ONLY_WITH_ACCENTS, SAYING_MORE

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_NUMBERED = re.compile(r"^\W*(?:[ivx]+|[a-z])[.)]\s")  # “II. To do”, “b) Doing”; _folded drops digits
_BESIDE = re.compile(r"[/\\|&+,;:•・→–—]|\s-\s|\s(?:and|und|et|e|y|и)\s")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "ł": "l", "ı": "i"})


def status_said(name: str) -> str:
    """The status that a list of this name means; "" if the name gives none."""
    plain = normalized("NFKC", name).casefold()
    outside = _BRACKETED.sub(" ", plain)
    whole = _NUMBERED.sub("", outside if _folded(outside) else plain)
    if status := _meaning(whole):
        return status
    said = {_meaning(part) for part in _BESIDE.split(whole) if _folded(part)}
    return said.pop() if len(said) == 1 else ""


def says_more(name: str) -> bool:
    """Whether a name that gives a status says more than that, as “Blocked” and “This week” do."""
    return _without_accents(_folded(name)) in _SAYING_MORE


def _meaning(name: str) -> str:
    folded = _folded(name)
    return _MEANINGS.get(folded) or _MEANINGS.get(_without_accents(folded), "")


def _folded(name: str) -> str:
    """The words of a name in lower case, without apostrophes, punctuation, emoji and numbers."""
    words = re.sub(r"[\W_]+", " ", re.sub(r"['’`]", "", name.casefold()))
    return " ".join(word for word in words.split() if not word.isdigit())


def _without_accents(folded: str) -> str:
    decomposed = normalized("NFD", folded.translate(_LETTERS))
    plain = "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
    return normalized("NFC", plain)


def _meanings() -> dict[str, str]:
    """Folded name → status. Names are also there without accents, unless that is another word."""
    meanings: dict[str, str] = {}
    for status, languages in NAMES.items():
        for names in languages.values():
            for name in map(_folded, names.split(",")):
                meanings[name] = status.value
                if name not in ONLY_WITH_ACCENTS:
                    meanings.setdefault(_without_accents(name), status.value)
    return meanings


_MEANINGS = _meanings()
_SAYING_MORE = frozenset(_without_accents(_folded(name)) for name in SAYING_MORE.split(","))
