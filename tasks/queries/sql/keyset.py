"""A page of any hand-written list: one row more than asked tells whether there is a next page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from primetrade import cursors
from primetrade.sql import fetch
from tasks.queries.sql.order import Order

Row = TypeVar("Row")
_AS_TEXT = (date, datetime, UUID)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in their order, and the cursor of what follows them, if anything does."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """Reads a list page by page. `bound_to` names the list: a cursor of another one is refused.

    The statement selects the order's column first and its id second.
    """

    order: Order
    bound_to: str

    def page(
        self, sql: str, values: list[Any], read: Callable[[tuple[Any, ...]], Row], *, limit: int, cursor: str
    ) -> Page[Row]:
        """At most `limit` rows of `sql`, which ends in its WHERE, after `cursor`. Raises BadRequest."""
        behind, position = self.behind(cursor)
        return self.cut(fetch(f"{sql}{behind}{self.ending(limit)}", [*values, *position]), read, limit)

    def behind(self, cursor: str) -> tuple[str, list[Any]]:
        """The condition that goes on behind a cursor, with its AND, and its values. Raises BadRequest."""
        if not cursor:
            return "", []
        condition, values = self.order.behind(*cursors.unseal(cursor, bound_to=self.bound_to))
        return f" AND {condition}", values

    def ending(self, limit: int) -> str:
        """The order, and a row more than the page holds."""
        return f" ORDER BY {self.order.by} LIMIT {limit + 1}"

    def cut(self, found: list[tuple[Any, ...]], read: Callable[[tuple[Any, ...]], Row], limit: int) -> Page[Row]:
        """The page of the rows that were found, at most one more than `limit`."""
        page = [read(row) for row in found[:limit]]
        if len(found) <= limit:
            return Page(page, None)
        return Page(page, cursors.seal(position_of(found[limit - 1]), bound_to=self.bound_to))


def position_of(found: tuple[Any, ...]) -> list[Any]:
    """Value and id of a row as a cursor keeps them and the database compares them again."""
    return [str(value) if isinstance(value, _AS_TEXT) else value for value in found[:2]]
