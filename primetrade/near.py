"""Names that were nearly right: "Did you mean `title`?", wherever an unknown name is refused."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SAID_MOST = 20  # unknown names that one answer goes into
_LENGTH_MOST = 40  # declared names are shorter; comparing costs the product of the lengths


def unknown_names(given: Iterable[str], known: Iterable[str], message: str) -> dict[str, list[str]]:
    """What is said of each of `given` that is not in `known`, by name (shortened): at most SAID_MOST of them."""
    declared = list(known)
    strange = sorted(set(given) - set(declared))[:SAID_MOST]
    return {name[:100]: [with_near(message, name, declared)] for name in strange}


def with_near(message: str, name: str, known: Iterable[str]) -> str:
    """The message, and the known name that is nearest to `name`, if one is near."""
    near = get_close_matches(name.lower(), list(known), n=1, cutoff=0.7) if len(name) <= _LENGTH_MOST else []
    return f"{message} Did you mean `{near[0]}`?" if near else message
