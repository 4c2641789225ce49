"""Keyset pagination for any hand-written list. One row more than the page tells whether there is a next page."""

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
class KeysetPage(Generic[Row]):
    """Rows in order, and the cursor of the next page, None on the last."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """Reads a list page by page. `bound_to` names the list: a cursor of another list is refused.

    The statement selects the order's column first and its id second.
    """

    order: Order
    bound_to: str

    def page(
        self, sql: str, values: list[Any], read: Callable[[tuple[Any, ...]], Row], *, limit: int, cursor: str
    ) -> KeysetPage[Row]:
        """At most `limit` rows after `cursor` of `sql`, which ends in its WHERE. Raises BadRequest."""
        after, position = self.after(cursor)
        return self.page_of(fetch(f"{sql}{after}{self.order_and_limit(limit)}", [*values, *position]), read, limit)

    def after(self, cursor: str) -> tuple[str, list[Any]]:
        """The condition that continues after a cursor, beginning with AND, and its values. Raises BadRequest."""
        if not cursor:
            return "", []
        condition, values = self.order.after(*cursors.unseal(cursor, bound_to=self.bound_to))
        return f" AND {condition}", values

    def order_and_limit(self, limit: int) -> str:
        """ORDER BY and LIMIT: one row more than the page holds."""
        return f" ORDER BY {self.order.by} LIMIT {limit + 1}"

    def page_of(
        self, rows: list[tuple[Any, ...]], read: Callable[[tuple[Any, ...]], Row], limit: int
    ) -> KeysetPage[Row]:
        """The page made of the rows that came back, at most `limit` + 1."""
        shown = [read(row) for row in rows[:limit]]
        if len(rows) <= limit:
            return KeysetPage(shown, None)
        return KeysetPage(shown, cursors.seal(position_of(rows[limit - 1]), bound_to=self.bound_to))


def position_of(row: tuple[Any, ...]) -> list[Any]:
    """Sort value and id of a row, in the form that a cursor stores and the database compares."""
    return [str(value) if isinstance(value, _AS_TEXT) else value for value in row[:2]]
