"""How a person, a workspace or a project is drawn without a picture: initials and one lasting hue."""

import zlib
from functools import lru_cache

HUES = ("red", "orange", "yellow", "green", "teal", "blue", "indigo", "violet", "pink", "grey")
_BRIGHT = HUES[:-1]


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two capitals: of the first and the last word of the name; "?" for a name without a letter."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def hue(seed: object) -> str:
    """The name of the hue that belongs to this person or thing: the same everywhere and in every process."""
    return _BRIGHT[zlib.crc32(str(seed).encode()) % len(_BRIGHT)]
