"""Keyset pagination for any hand-written list. One row more than the page tells whether there is a next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from primetrade import cursors
from primetrade.errors import BadRequest
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

    The statement selects the order's column first and its id second. A list in `parts`, such as one status after the
    other, is in this order within each of them; its statement selects the part before these two.
    """

    order: Order
    bound_to: str
    parts: tuple[str, ...] = ()

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
        *_, value, identifier = cursors.unseal(cursor, bound_to=self.bound_to)
        condition, values = self.order.after(value, identifier)
        return f" AND {condition}", values

    def parts_from(self, cursor: str) -> tuple[str, ...]:
        """The parts that are not read yet, beginning with the one that `after` continues. Raises BadRequest."""
        if not cursor:
            return self.parts
        part, *_ = cursors.unseal(cursor, bound_to=self.bound_to)
        if part not in self.parts:
            raise BadRequest("This link points to a part of the list that does not exist. Open the list again.")
        return self.parts[self.parts.index(part) :]

    def order_and_limit(self, limit: int) -> str:
        """ORDER BY and LIMIT: one row more than the page holds."""
        return f" ORDER BY {self.order.by} LIMIT {limit + 1}"

    def page_of(
        self, rows: Sequence[tuple[Any, ...]], read: Callable[[tuple[Any, ...]], Row], limit: int
    ) -> KeysetPage[Row]:
        """The page made of the rows that came back, at most `limit` + 1."""
        shown = [read(row) for row in rows[:limit]]
        if len(rows) <= limit:
            return KeysetPage(shown, None)
        return KeysetPage(shown, cursors.seal(self._position_of(rows[limit - 1]), bound_to=self.bound_to))

    def _position_of(self, row: tuple[Any, ...]) -> list[Any]:
        """Part, if any, sort value and id of a row, in the form that a cursor stores and the database compares."""
        position = row[: 3 if self.parts else 2]
        return [str(value) if isinstance(value, _AS_TEXT) else value for value in position]
