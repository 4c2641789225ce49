"""Reading a list to its end."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar


class Paged(Protocol):
    @property
    def next(self) -> str | None: ...


P = TypeVar("P", bound=Paged)


def pages_of(read: Callable[[str], P]) -> Iterator[P]:
    """Each page that `read` gives for a cursor, the first one for "". Fails when the pages lead in a circle."""
    cursor, seen = "", set[str]()
    while cursor not in seen:
        seen.add(cursor)
        page = read(cursor)
        yield page
        if page.next is None:
            return
        cursor = page.next
    raise AssertionError(f"This page was read before: {cursor}")
