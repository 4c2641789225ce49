"""The orders of lists of tasks: the one registry that pages, the API and statements read.

Each needs an index on the task's model that its pages are read along; tests/tasks/queries/test_plans.py checks all.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.models import Task
from tasks.queries.sql.order import Order

NEWEST_FIRST = "-created"  # the order of a list that asks for none
MANUAL = "position"  # and of a project's list and board: as people placed its tasks


@dataclass(frozen=True, slots=True)
class Sort:
    """The order by a field of the task's model, its name in menus, and the direction that menus offer."""

    field: str
    order: Order
    words: str
    offered: str


def _by(field: str, words: str, *, offered: str, column: str = "") -> Sort:
    """`column` is SQL, where it is not the field's own column."""
    order = Order(column or f"t.{field}", "t.id", nullable=Task._meta.get_field(field).null)
    return Sort(field, order, words, offered)


SORTS = {
    MANUAL: _by("position", "By hand", offered=MANUAL),
    "priority": _by("priority", "Priority", offered="-priority"),
    "due": _by("due_on", "Due date", offered="due"),
    "created": _by("created_at", "Newest first", offered="-created"),
    "updated": _by("updated_at", "Last changed", offered="-updated"),
    "title": _by("title", "Title", offered="title", column="t.title_folded"),
}
DIRECTIONS = tuple(sign + name for name in SORTS for sign in ("", "-"))


def order_of(sort: str) -> Order:
    """The order for a filter's `sort`, NEWEST_FIRST when it is empty."""
    sort = sort or NEWEST_FIRST
    return SORTS[sort.removeprefix("-")].order.in_direction(descending=sort.startswith("-"))
