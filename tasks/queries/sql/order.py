"""The order of a list: a column, then the id in the same direction, so that no two rows share a place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """`column` and `identifier` are SQL. Rows whose column is null come last in both directions; `nullable` says that
    there can be such rows, because an index read backwards would not have them last, and none are looked for without.
    """

    column: str
    identifier: str
    descending: bool = False
    nullable: bool = False

    @property
    def by(self) -> str:
        """What follows ORDER BY."""
        direction = "DESC" if self.descending else "ASC"
        return f"{self.column} {direction}{' NULLS LAST' if self.nullable else ''}, {self.identifier} {direction}"

    def towards(self, *, descending: bool) -> Order:
        """The same order in a direction."""
        return replace(self, descending=descending)

    def called(self, column: str) -> Order:
        """The same order where a statement calls its column otherwise."""
        return replace(self, column=column)

    def behind(self, value: Any, identifier: Any) -> tuple[str, list[Any]]:
        """The condition for all rows behind the one with this value and id, and its values."""
        beyond = "<" if self.descending else ">"
        if value is None:
            return f"{self.column} IS NULL AND {self.identifier} {beyond} %s", [identifier]
        following = f"({self.column}, {self.identifier}) {beyond} (%s, %s)"
        if self.nullable:
            following = f"({following} OR {self.column} IS NULL)"
        return following, [value, identifier]
