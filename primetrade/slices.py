"""Splits long lists of ids into parts small enough for one statement on any database, and for one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

SLICE = 500

Item = TypeVar("Item")


def slices(items: Sequence[Item], size: int = SLICE) -> Iterator[Sequence[Item]]:
    """The items in order, at most `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
