"""Names that were nearly right: "Did you mean `title`?", wherever an unknown name is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice

SAID_MOST = 20  # unknown names that one answer goes into
AMONG_MOST = 200  # names of a workspace that one is compared with
_NEAR_MOST = 5  # unknown names for which a near one is looked for: who has more of them means another address
_QUOTED_MOST = 60  # characters
_LENGTH_MOST = 50  # names are hardly longer; comparing costs the product of the lengths
_CUTOFF = 0.65  # "bgu" is near "bug"


def unknown_names(given: Iterable[str], known: Iterable[str], message: str) -> dict[str, list[str]]:
    """What is said of each of `given` that is not in `known`, by name (shortened): the first SAID_MOST of them."""
    declared = list(known)
    strange = list(islice((name for name in dict.fromkeys(given) if name not in declared), SAID_MOST))
    said = {name[:100]: [with_near(message, name, declared)] for name in strange[:_NEAR_MOST]}
    return said | {name[:100]: [message] for name in strange[_NEAR_MOST:]}


def quoted(name: object) -> str:
    """A name as a refusal says it again: in quotes, cut where it is long."""
    text = str(name)
    return f"“{text}”" if len(text) <= _QUOTED_MOST else f"“{text[:_QUOTED_MOST]}…”"


def with_near(message: str, name: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """The message, and the known name that is nearest to `name`, if one is near; of a mapping what that stands for."""
    if len(name) > _LENGTH_MOST:
        return message
    said = known if isinstance(known, Mapping) else {one: one for one in known}
    folded = {one.casefold(): said[one] for one in said if len(one) <= _LENGTH_MOST}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=_CUTOFF)
    return f"{message} Did you mean `{folded[near[0]]}`?" if near else message
