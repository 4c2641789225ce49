"""The status that the name of a list says, by the names in status_names.py; only a proposal, which the preview shows.

A name says something as a whole or not at all: “Doing well” is no “Doing”, and “Donegal” no “Done”. What stands around
a name is set aside first: case, pictures, punctuation, numbers, what is in brackets. Where several names stand side by
side (“Review / QA”), all of them have to say the same.
"""

import re
import unicodedata

from primetrade.text import normalized
from tasks.imports.status_names import NAMES, ONLY_WITH_ACCENTS, SAYING_MORE

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_NUMBERED = re.compile(r"^\W*(?:[ivx]+|[a-z])[.)]\s")  # “II. To do”, “b) Doing”; figures go wherever they stand
_BESIDE = re.compile(r"[/\\|&+,;:•・→–—]|\s-\s|\s(?:and|und|et|e|y|и)\s")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "ł": "l", "ı": "i"})


def status_said(name: str) -> str:
    """The status that a list of this name stands for; "" when the name says none."""
    plain = normalized("NFKC", name).casefold()
    outside = _BRACKETED.sub(" ", plain)
    whole = _NUMBERED.sub("", outside if _folded(outside) else plain)
    if status := _meaning(whole):
        return status
    said = {_meaning(part) for part in _BESIDE.split(whole) if _folded(part)}
    return said.pop() if len(said) == 1 else ""


def says_more(name: str) -> bool:
    """Whether a name that says a status says more than that, as “Blocked” and “This week” do."""
    return _without_accents(_folded(name)) in _SAYING_MORE


def _meaning(name: str) -> str:
    folded = _folded(name)
    return _MEANINGS.get(folded) or _MEANINGS.get(_without_accents(folded), "")


def _folded(name: str) -> str:
    """The words of a name in lower case, without apostrophes, punctuation, pictures and figures."""
    words = re.sub(r"[\W_]+", " ", re.sub(r"['’`]", "", name.casefold()))
    return " ".join(word for word in words.split() if not word.isdigit())


def _without_accents(folded: str) -> str:
    decomposed = normalized("NFD", folded.translate(_LETTERS))
    plain = "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
    return normalized("NFC", plain)


def _meanings() -> dict[str, str]:
    """Each name as it is folded, and without its accents where that is no other word, with its status."""
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
