"""How to draw a person, a workspace or a project without a picture: initials and a fixed hue.

A person named only in an imported file may not exist here: they get neither; the source of the name is shown instead.
"""

import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from primetrade.words import all_of

# Sources of files that name people who may not exist here: "trello" → "Trello". Each importer adds its own.
SOURCES: dict[str, str] = {}
HUES = ("red", "orange", "yellow", "green", "teal", "blue", "indigo", "violet", "pink", "grey")
_BRIGHT = HUES[:-1]


@lru_cache(maxsize=4096)  # 0.2 µs a call instead of 2.6: one page of a list calls it hundreds of times
def initials(name: str) -> str:
    """One or two capitals, from the first and last words that begin with a letter or digit; "?" if there are none."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def hue(seed: object) -> str:
    """The name of this person's or thing's hue: the same everywhere, in every process."""
    return _BRIGHT[zlib.crc32(str(seed).encode()) % len(_BRIGHT)]


def claim(person: Any) -> str:
    """For a person named only in a file: "from Trello, brought in by Ann"; "" for all others."""
    source = person.get("source") if isinstance(person, Mapping) else None
    if not source:
        return ""
    by, known = person.get("brought_in_by"), SOURCES.get(source, source)
    return f"from {known}, brought in by {by['name']}" if by else f"from {known}"


def plain_name(person: Mapping[str, Any]) -> str:
    """A person as plain text: the name, followed by `claim`."""
    return ", ".join(filter(None, (person["name"], claim(person))))


def plain_names(persons: Iterable[Mapping[str, Any]]) -> str:
    """Several people within a sentence: "Ann, Bo (from Trello) and Cy"."""
    return all_of([f"{one['name']} ({said})" if (said := claim(one)) else one["name"] for one in persons])
