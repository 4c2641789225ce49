"""The orders of lists of tasks: the one registry that pages, API and statements read.

Each needs an index of the task's model that a page is read along (tests/tasks/queries/test_plans.py asks for all).
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.models import Task
from tasks.queries.sql.order import Order

DEFAULT = "-created"


@dataclass(frozen=True, slots=True)
class Sort:
    """The order by a field of the task's model, what menus call it, and the direction that they offer."""

    field: str
    order: Order
    words: str
    offered: str


def _by(field: str, words: str, *, offered: str, sql: str = "{column}") -> Sort:
    column = sql.format(column=f"t.{field}")
    return Sort(field, Order(column, "t.id", nullable=Task._meta.get_field(field).null), words, offered)


SORTS = {
    "position": _by("position", "By hand", offered="position"),
    "priority": _by("priority", "Priority", offered="-priority"),
    "due": _by("due_on", "Due date", offered="due"),
    "created": _by("created_at", "Newest first", offered="-created"),
    "updated": _by("updated_at", "Last changed", offered="-updated"),
    "title": _by("title", "Title", offered="title", sql="lower({column})"),
}
DIRECTIONS = tuple(sign + name for name in SORTS for sign in ("", "-"))


def order_of(sort: str) -> Order:
    """The order that a filter's `sort` names; the usual one for none."""
    sort = sort or DEFAULT
    return SORTS[sort.removeprefix("-")].order.towards(descending=sort.startswith("-"))
