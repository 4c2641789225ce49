"""Suggestions for misspelt names, such as "Did you mean `title`?", wherever an unknown name is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice

SAID_LIMIT = 20  # unknown names reported in one response
AMONG_LIMIT = 200  # names in a workspace with which an unknown name is compared
_NEAR_LIMIT = 5  # unknown names that get a suggestion: a request with more was meant for another URL
_LENGTH_LIMIT = 50  # few names are longer, and comparing costs the product of the lengths
_CUTOFF = 0.65  # so that "bgu" is near "bug"


def unknown_names(given: Iterable[str], known: Iterable[str], message: str) -> dict[str, list[str]]:
    """The errors for the first SAID_LIMIT of the `given` names that are not `known`, keyed by name (shortened)."""
    declared = list(known)
    strange = list(islice((name for name in dict.fromkeys(given) if name not in declared), SAID_LIMIT))
    errors = {name[:100]: [with_suggestion(message, name, declared)] for name in strange[:_NEAR_LIMIT]}
    return errors | {name[:100]: [message] for name in strange[_NEAR_LIMIT:]}


def with_suggestion(message: str, name: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """The message, plus the known name closest to `name` if one is close; if `known` is a mapping, plus its value."""
    if len(name) > _LENGTH_LIMIT:
        return message
    suggestions = known if isinstance(known, Mapping) else {one: one for one in known}
    folded = {one.casefold(): suggestions[one] for one in suggestions if len(one) <= _LENGTH_LIMIT}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=_CUTOFF)
    return f"{message} Did you mean `{folded[near[0]]}`?" if near else message
