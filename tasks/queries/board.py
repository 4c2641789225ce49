"""Tasks by status: the columns of a board and the groups of a list, several in one statement.

    for group in board.columns(access, filter, each=25): group.status, group.rows, group.next, group.count
    page = board.groups(access, filter, limit=50, cursor=…)     # one list through all groups

Rows are those of lists.py, and so are the filters.
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
from tasks.queries.sql.rows import PAGE_COLUMNS, ListedTask, read, select_list
from tasks.queries.sql.sources import Source, source_of

COLUMNS = tuple(Status.values)
GROUPS = (Status.IN_REVIEW, Status.IN_PROGRESS, Status.TODO, Status.COMPLETED, Status.CANCELLED)
COUNT_LIMIT = 999


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one status. `next` is the cursor of what follows in it, or None; `count` is words: "12", "999+"."""

    status: str
    rows: list[ListedTask]
    count: str = ""
    next: str | None = None


@dataclass(frozen=True, slots=True)
class GroupedPage:
    """A page of a list by status: the groups it touches, and the cursor of what follows them.

    `continued`: the first group began on an earlier page.
    """

    groups: list[Group]
    next: str | None
    continued: bool = False


def columns(access: Access, filter: Filter, *, each: int) -> list[Group]:
    """The beginning of every column. Two statements, and one when the filter names people."""
    statuses, source = _wanted(filter, COLUMNS), source_of(access, filter)
    found = _read(access, filter, source, statuses, each=each + 1, total=(each + 1) * len(statuses))
    counted = counts(access, filter, source)
    result = []
    for status in statuses:
        cards = [card for card in found if card.task["status"] == status]
        result.append(Group(status, _tasks(cards[:each]), counted[status], _next(access, filter, cards, each)))
    return result


def column(access: Access, filter: Filter, *, cursor: str, limit: int) -> Group:
    """What follows `cursor` in its column. One statement. Raises BadRequest for a cursor of another list."""
    status, position = _position(access, filter, cursor, _wanted(filter, COLUMNS))
    source = source_of(access, filter)
    found = _read(access, filter, source, (status,), each=limit + 1, total=limit + 1, start=position)
    return Group(status, _tasks(found[:limit]), next=_next(access, filter, found, limit))


def groups(access: Access, filter: Filter, *, limit: int, cursor: str = "") -> GroupedPage:
    """At most `limit` rows after `cursor`, in the order of GROUPS. Two statements. Raises BadRequest like `column`."""
    statuses, first, position = _wanted(filter, GROUPS), "", None
    if cursor:
        first, position = _position(access, filter, cursor, statuses)
        statuses = statuses[statuses.index(first) :]
    source = source_of(access, filter)
    found = _read(access, filter, source, statuses, each=limit + 1, total=limit + 1, start=position)
    counted, shown = counts(access, filter, source), _tasks(found[:limit])
    pages = [
        Group(status, [row for row in shown if row["status"] == status], counted[status])
        for status in statuses
        if any(row["status"] == status for row in shown)
    ]
    continued = bool(pages) and pages[0].status == first
    return GroupedPage(pages, _next(access, filter, found, limit), continued)


def counts(access: Access, filter: Filter, source: Source | None = None) -> dict[str, str]:
    """How many tasks of each status the filter finds, in words. One statement, bounded by COUNT_LIMIT."""
    statuses, source = _wanted(filter, COLUMNS), source or source_of(access, filter)
    left = source.left_of(filter)
    parts: list[str] = []
    values: list[Any] = []
    for status in statuses:
        conditions = conditions_of(access, left.but(status=(status,)))
        limited = f"SELECT 1 FROM {source.sql} WHERE {conditions.sql} LIMIT {COUNT_LIMIT + 1}"
        parts.append(f"(SELECT count(*) FROM ({limited}) counted)")
        values += conditions.values
    found = fetch(f"{source.begins}\nSELECT {', '.join(parts)}", [*source.values, *values])
    return {
        status: f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count)
        for status, count in zip(statuses, found[0], strict=True)
    }


def continued(column: Group, later: Group) -> Group:
    """The column, or in its place a later stretch of it: what the board shows without scripts after "More"."""
    return replace(later, count=column.count) if column.status == later.status else column


# -- cursors ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Card:
    """A task, and the columns that tell where it stands in the order of its status."""

    task: ListedTask
    place: tuple[Any, ...]


def _tasks(cards: list[_Card]) -> list[ListedTask]:
    return [card.task for card in cards]


def _next(access: Access, filter: Filter, found: list[_Card], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    return cursors.seal([last.task["status"], *position_of(last.place)], bound_to=_bound_to(access, filter))


def _position(access: Access, filter: Filter, cursor: str, statuses: tuple[str, ...]) -> tuple[str, list[Any]]:
    status, *position = cursors.unseal(cursor, bound_to=_bound_to(access, filter))
    if status not in statuses:
        raise BadRequest("This link leads into a list that is not there.")
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
    """At most `total` tasks, `each` of a status: every status by its index, and only then what belongs to the rows.

    `start` is the position after which the first status begins.
    """
    order, left = order_of(filter.sort), source.left_of(filter)
    parts: list[str] = []
    values: list[Any] = []
    for place, status in enumerate(statuses):
        conditions = conditions_of(access, left.but(status=(status,)))
        if place == 0 and start is not None:
            behind, position = order.behind(*start)
            conditions.add(behind, *position)
        parts.append(
            f"SELECT * FROM (SELECT {PAGE_COLUMNS}, {order.column} AS sort_value, {place} AS place "
            f"FROM {source.sql} WHERE {conditions.sql} ORDER BY {order.by} LIMIT {each}) page{place}"
        )
        values += conditions.values
    by = f"t.place, {order.called('t.sort_value').by}"
    select, select_values = select_list(access.workspace_id)
    sql = f"""{source.begins}
SELECT t.sort_value, {select}
FROM (SELECT * FROM ({" UNION ALL ".join(parts)}) t ORDER BY {by} LIMIT {total}) t
ORDER BY {by}"""
    found = fetch(sql, [*source.values, *select_values, *values])
    return [_Card(read(row[1:]), row[:2]) for row in found]
