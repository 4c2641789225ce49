"""A page of any hand-written list: one row more than asked tells whether there is a next page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from primetrade import cursors
from tasks.queries.engine import Row, rows


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursor of what follows them, if anything does."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """How a list is ordered: a value that is never null, then the id. `bound_to` names the list for its cursors.

    The statement selects the value as its first column and the id as its second.
    """

    value: str
    identifier: str
    bound_to: str
    descending: bool = False

    def page(
        self, sql: str, values: list[Any], read: Callable[[tuple[Any, ...]], Row], *, limit: int, cursor: str
    ) -> Page:
        """At most `limit` rows of `sql`, which ends in its WHERE, after `cursor`. Raises BadRequest."""
        condition, position = self.after(cursor)
        _, found = rows(f"{sql}{condition}{self.ending(limit)}", [*values, *position])
        return self.cut(found, read, limit)

    def after(self, cursor: str) -> tuple[str, list[Any]]:
        """The condition that begins behind a cursor, with its AND, and its values. Raises BadRequest."""
        if not cursor:
            return "", []
        beyond = "<" if self.descending else ">"
        condition = f" AND ({self.value}, {self.identifier}) {beyond} (%s, %s)"
        return condition, cursors.unseal(cursor, bound_to=self.bound_to)

    def ending(self, limit: int) -> str:
        """The order, and a row more than the page holds."""
        direction = "DESC" if self.descending else "ASC"
        return f" ORDER BY {self.value} {direction}, {self.identifier} {direction} LIMIT {limit + 1}"

    def cut(self, found: list[tuple[Any, ...]], read: Callable[[tuple[Any, ...]], Row], limit: int) -> Page:
        """The page of the rows that were found, at most one more than `limit`."""
        page = [read(row) for row in found[:limit]]
        if len(found) <= limit:
            return Page(page, None)
        value, identifier = found[limit - 1][:2]
        value = str(value) if isinstance(value, date | datetime) else value
        return Page(page, cursors.seal([value, str(identifier)], bound_to=self.bound_to))
