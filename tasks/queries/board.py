"""Tasks by status, the columns of a board and the groups of a list: one statement for the tasks, one for the counts.

    for group in board.columns(access, filter, each=25): group.status, group.rows, group.next, group.count
    page = board.groups(access, filter, limit=50, cursor=…)     # one list through all groups

Rows and filters are the same as in lists.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from accounts.access import Access
from primetrade import cursors
from primetrade.errors import BadRequest
from primetrade.sql import fetch
from tasks.models import Status
from tasks.queries.filters import Filter
from tasks.queries.sorts import order_of
from tasks.queries.sql.conditions import conditions_of
from tasks.queries.sql.keyset import position_of
from tasks.queries.sql.sources import Source, source_of
from tasks.queries.sql.task_rows import PAGE_COLUMNS, ListedTask, read_task, select_list

COLUMNS = tuple(Status.values)
GROUPS = (Status.IN_REVIEW, Status.IN_PROGRESS, Status.TODO, Status.COMPLETED, Status.CANCELLED)
COUNT_LIMIT = 999


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """Tasks of one status. `next` is the cursor of the rest of them, or None. `count` is text: "12", "999+"."""

    status: str
    rows: list[ListedTask]
    count: str = ""
    next: str | None = None


@dataclass(frozen=True, slots=True)
class GroupedPage:
    """A page of a list by status: the groups on it, and the cursor of the next page.

    `continued`: the first group began on an earlier page.
    """

    groups: list[StatusGroup]
    next: str | None
    continued: bool = False


def columns(access: Access, filter: Filter, *, each: int) -> list[StatusGroup]:
    """The beginning of every column. Two statements, and one more when the filter names people."""
    statuses, source = _wanted(filter, COLUMNS), source_of(access, filter)
    cards = _read(access, filter, source, statuses, each=each + 1, total=(each + 1) * len(statuses))
    counted = counts(access, filter, source)
    result = []
    for status in statuses:
        column = [card for card in cards if card.task["status"] == status]
        result.append(StatusGroup(status, _tasks(column[:each]), counted[status], _next(access, filter, column, each)))
    return result


def column(access: Access, filter: Filter, *, cursor: str, limit: int) -> StatusGroup:
    """The cards after `cursor` in its column. One statement. Raises BadRequest for a cursor of another list."""
    status, position = _position(access, filter, cursor, _wanted(filter, COLUMNS))
    source = source_of(access, filter)
    cards = _read(access, filter, source, (status,), each=limit + 1, total=limit + 1, start=position)
    return StatusGroup(status, _tasks(cards[:limit]), next=_next(access, filter, cards, limit))


def groups(access: Access, filter: Filter, *, limit: int, cursor: str = "") -> GroupedPage:
    """At most `limit` rows after `cursor`, in the order of GROUPS. Two statements. Raises BadRequest like `column`."""
    statuses, first, position = _wanted(filter, GROUPS), "", None
    if cursor:
        first, position = _position(access, filter, cursor, statuses)
        statuses = statuses[statuses.index(first) :]
    source = source_of(access, filter)
    cards = _read(access, filter, source, statuses, each=limit + 1, total=limit + 1, start=position)
    counted, shown = counts(access, filter, source), _tasks(cards[:limit])
    touched = [
        StatusGroup(status, [row for row in shown if row["status"] == status], counted[status])
        for status in statuses
        if any(row["status"] == status for row in shown)
    ]
    continued = bool(touched) and touched[0].status == first
    return GroupedPage(touched, _next(access, filter, cards, limit), continued)


def counts(access: Access, filter: Filter, source: Source | None = None) -> dict[str, str]:
    """How many tasks of each status match, as text. One statement, which counts up to COUNT_LIMIT."""
    statuses, source = _wanted(filter, COLUMNS), source or source_of(access, filter)
    left = source.left_of(filter)
    parts: list[str] = []
    values: list[Any] = []
    for status in statuses:
        conditions = conditions_of(access, left.but(status=(status,)))
        limited = f"SELECT 1 FROM {source.sql} WHERE {conditions.sql} LIMIT {COUNT_LIMIT + 1}"
        parts.append(f"(SELECT count(*) FROM ({limited}) counted)")
        values += conditions.values
    (row,) = fetch(f"{source.begins}\nSELECT {', '.join(parts)}", [*source.values, *values])
    return {
        status: f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count)
        for status, count in zip(statuses, row, strict=True)
    }


def continued(column: StatusGroup, later: StatusGroup) -> StatusGroup:
    """The column, or its later part in place of it: what the board shows after "More" without scripts."""
    return replace(later, count=column.count) if column.status == later.status else column


# -- cursors ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Card:
    """A task, and its place in the order: sort value and id."""

    task: ListedTask
    place: tuple[Any, ...]


def _tasks(cards: list[_Card]) -> list[ListedTask]:
    return [card.task for card in cards]


def _next(access: Access, filter: Filter, cards: list[_Card], limit: int) -> str | None:
    if len(cards) <= limit:
        return None
    last = cards[limit - 1]
    return cursors.seal([last.task["status"], *position_of(last.place)], bound_to=_bound_to(access, filter))


def _position(access: Access, filter: Filter, cursor: str, statuses: tuple[str, ...]) -> tuple[str, list[Any]]:
    status, *position = cursors.unseal(cursor, bound_to=_bound_to(access, filter))
    if status not in statuses:
        raise BadRequest("This link leads into a list that is not there. Open the board again.")
    return status, position


def _bound_to(access: Access, filter: Filter) -> str:
    return f"{access.workspace_id}?{filter.to_query()}&by=status"


def _wanted(filter: Filter, order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(status for status in order if not filter.status or status in filter.status)


# -- the statement ----------------------------------------------------------------------------------------------------


def _read(
    access: Access,
    filter: Filter,
    source: Source,
    statuses: tuple[str, ...],
    *,
    each: int,
    total: int,
    start: list[Any] | None = None,
) -> list[_Card]:
    """At most `total` tasks, `each` of a status: every status along its index first, then what is joined to the rows.

    `start` is the position that the first status continues after.
    """
    order, left = order_of(filter.sort), source.left_of(filter)
    parts: list[str] = []
    values: list[Any] = []
    for place, status in enumerate(statuses):
        conditions = conditions_of(access, left.but(status=(status,)))
        if place == 0 and start is not None:
            after, position = order.after(*start)
            conditions.add(after, *position)
        parts.append(
            f"SELECT * FROM (SELECT {PAGE_COLUMNS}, {order.column} AS sort_value, {place} AS place "
            f"FROM {source.sql} WHERE {conditions.sql} ORDER BY {order.by} LIMIT {each}) page{place}"
        )
        values += conditions.values
    by = f"t.place, {order.with_column('t.sort_value').by}"
    select, select_values = select_list(access.workspace_id)
    sql = f"""{source.begins}
SELECT t.sort_value, {select}
FROM (SELECT * FROM ({" UNION ALL ".join(parts)}) t ORDER BY {by} LIMIT {total}) t
ORDER BY {by}"""
    rows = fetch(sql, [*source.values, *select_values, *values])
    return [_Card(read_task(row[1:]), row[:2]) for row in rows]
