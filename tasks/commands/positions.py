"""Positions in a column: lower-case hex strings, compared byte by byte.

First and last positions come from the project's two counters (eight hex digits around 80000000), so appending needs no
search. Between two neighbours the position is their digit midpoint: 200 moves into one gap make 58 characters.
"""

from __future__ import annotations

POSITION_LIMIT = 200  # characters; a longer one makes the column be rebalanced


def at(counter: int) -> str:
    """The position for a counter's value: eight hex digits."""
    return f"{counter:08x}"


def between(low: str, high: str) -> str:
    """A position after `low` and before `high` ("" for no neighbour there). Raises ValueError when there is no room."""
    if high and low >= high:
        raise ValueError(f"{low!r} is not before {high!r}")
    digits: list[str] = []
    index = 0
    while True:
        if high and index == len(high):
            raise ValueError(f"nothing fits between {low!r} and {high!r}")
        below = int(low[index], 16) if index < len(low) else 0
        above = int(high[index], 16) if high else 16
        if above - below > 1:
            digits.append(f"{(below + above) // 2:x}")
            return "".join(digits)
        digits.append(f"{below:x}")
        if above != below:  # from here on anything after `low` is before `high`
            high = ""
        index += 1
