"""WHERE of statements about tasks: conditions with their values, and those that hold for every list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# For a task `t` and its project `p`. No list shows the trash; archived projects appear only when the filter names them.
# Every count of open tasks uses OPEN, so subtasks are counted everywhere.
NOT_TRASHED = "t.deleted_at IS NULL"
OPEN = f"{NOT_TRASHED} AND t.completed_at IS NULL"
PROJECT_NOT_TRASHED = "p.deleted_at IS NULL"
NOT_ARCHIVED = "p.archived_at IS NULL"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions joined by AND, and their values in order."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.parts.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The expression after WHERE."""
        return " AND ".join(self.parts)
