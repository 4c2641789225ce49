"""Tasks by status, the columns of a board and the groups of a list: one statement for the tasks, one for the counts.

    for group in board.columns(access, filter, each=25): group.status, group.rows, group.next, group.count
    page = board.groups(access, filter, limit=50, cursor=…)     # one list through all groups

Rows and filters are the same as in lists.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from accounts.access import Access
from primetrade.sql import fetch
from tasks.models import Status
from tasks.queries.filter_conditions import conditions_of, source_for
from tasks.queries.filters import Filter
from tasks.queries.sorts import order_of
from tasks.queries.sql.keyset import Keyset
from tasks.queries.sql.sources import Source
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
    keyset, source = _keyset(access, filter, COLUMNS), source_for(access, filter)
    rows = _rows(access, filter, source, keyset, each=each + 1, total=(each + 1) * len(keyset.parts))
    counted = counts(access, filter, source)
    result = []
    for status in keyset.parts:
        page = keyset.page_of([row for row in rows if row[0] == status], _task, each)
        result.append(StatusGroup(status, page.rows, counted[status], page.next))
    return result


def column(access: Access, filter: Filter, *, cursor: str, limit: int) -> StatusGroup:
    """The cards after `cursor` in its column. One statement. Raises BadRequest for a cursor of another list."""
    keyset, source = _keyset(access, filter, COLUMNS), source_for(access, filter)
    status = keyset.parts_from(cursor)[0]
    rows = _rows(access, filter, source, keyset, each=limit + 1, total=limit + 1, cursor=cursor, only=status)
    page = keyset.page_of(rows, _task, limit)
    return StatusGroup(status, page.rows, next=page.next)


def groups(access: Access, filter: Filter, *, limit: int, cursor: str = "") -> GroupedPage:
    """At most `limit` rows after `cursor`, in the order of GROUPS. Two statements. Raises BadRequest like `column`."""
    keyset = _keyset(access, filter, GROUPS)
    begun = keyset.parts_from(cursor)[0] if cursor else ""
    source = source_for(access, filter)
    rows = _rows(access, filter, source, keyset, each=limit + 1, total=limit + 1, cursor=cursor)
    counted, page = counts(access, filter, source), keyset.page_of(rows, _task, limit)
    of_status = [(status, [row for row in page.rows if row["status"] == status]) for status in keyset.parts]
    touched = [StatusGroup(status, shown, counted[status]) for status, shown in of_status if shown]
    return GroupedPage(touched, page.next, continued=bool(touched) and touched[0].status == begun)


def counts(access: Access, filter: Filter, source: Source | None = None) -> dict[str, str]:
    """How many tasks of each status match, as text. One statement, which counts up to COUNT_LIMIT."""
    statuses, source = _wanted(filter, COLUMNS), source or source_for(access, filter)
    parts: list[str] = []
    values: list[Any] = []
    for status in statuses:
        conditions = conditions_of(access, filter.but(status=(status,)), source)
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


# -- the statement ----------------------------------------------------------------------------------------------------


def _keyset(access: Access, filter: Filter, statuses: tuple[str, ...]) -> Keyset:
    """The list of a filter, read one status after the other."""
    bound_to = f"{access.workspace_id}?{filter.to_query()}&by=status"
    return Keyset(order_of(filter.sort), bound_to, _wanted(filter, statuses))


def _wanted(filter: Filter, statuses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(status for status in statuses if not filter.status or status in filter.status)


def _task(row: tuple[Any, ...]) -> ListedTask:
    return read_task(row[2:])


def _rows(
    access: Access,
    filter: Filter,
    source: Source,
    keyset: Keyset,
    *,
    each: int,
    total: int,
    cursor: str = "",
    only: str = "",
) -> list[tuple[Any, ...]]:
    """At most `total` tasks, `each` of a status: every status along its index first, then what is joined to the rows.

    The first status continues after the cursor; `only` reads one.
    """
    order, (after, position) = keyset.order, keyset.after(cursor)
    parts: list[str] = []
    values: list[Any] = []
    for place, status in enumerate((only,) if only else keyset.parts_from(cursor)):
        conditions = conditions_of(access, filter.but(status=(status,)), source)
        parts.append(
            f"SELECT * FROM (SELECT {PAGE_COLUMNS}, {order.column} AS sort_value, {place} AS place "
            f"FROM {source.sql} WHERE {conditions.sql}{after} ORDER BY {order.by} LIMIT {each}) page{place}"
        )
        values += [*conditions.values, *position]
        after, position = "", []
    by = f"t.place, {order.with_column('t.sort_value').by}"
    select, select_values = select_list(access.workspace_id)
    sql = f"""{source.begins}
SELECT t.status, t.sort_value, {select}
FROM (SELECT * FROM ({" UNION ALL ".join(parts)}) t ORDER BY {by} LIMIT {total}) t
ORDER BY {by}"""
    return fetch(sql, [*source.values, *select_values, *values])
