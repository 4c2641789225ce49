"""The order of a list: a column, then the id in the same direction, so that no two rows tie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """`column` and `identifier` are SQL. Nulls come last in both directions.

    `nullable`: the column can be null. Without it `after` looks for no nulls, and there is no NULLS LAST, with which
    PostgreSQL can't read an index backwards.
    """

    column: str
    identifier: str
    descending: bool = False
    nullable: bool = False

    @property
    def by(self) -> str:
        """The expression after ORDER BY."""
        direction = "DESC" if self.descending else "ASC"
        return f"{self.column} {direction}{' NULLS LAST' if self.nullable else ''}, {self.identifier} {direction}"

    def in_direction(self, *, descending: bool) -> Order:
        """The same order, ascending or descending."""
        return replace(self, descending=descending)

    def with_column(self, column: str) -> Order:
        """The same order in an outer query that has the column under another name."""
        return replace(self, column=column)

    def after(self, value: Any, identifier: Any) -> tuple[str, list[Any]]:
        """The condition for all rows after the one with this value and id, and its values."""
        beyond = "<" if self.descending else ">"
        if value is None:
            return f"{self.column} IS NULL AND {self.identifier} {beyond} %s", [identifier]
        following = f"({self.column}, {self.identifier}) {beyond} (%s, %s)"
        if self.nullable:
            following = f"({following} OR {self.column} IS NULL)"
        return following, [value, identifier]
