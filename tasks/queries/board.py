"""Tasks by status: the columns of a board and the groups of a list, several in one statement.

    for group in board.columns(access, filter, each=25): group.status, group.rows, group.next, group.count
    page = board.groups(access, filter, limit=50, cursor=…)     # one list through all groups

Rows are those of lists.py, and so are the filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade import cursors
from primetrade.errors import BadRequest, InvalidInput
from tasks.models import Status, Task
from tasks.queries import lists, references
from tasks.queries import rows as task_rows
from tasks.queries.engine import Row, rows, same
from tasks.queries.filters import Filter
from tasks.queries.sources import Source, source_of

COLUMNS = tuple(Status.values)
GROUPS = (Status.IN_REVIEW, Status.IN_PROGRESS, Status.TODO, Status.COMPLETED, Status.CANCELLED)
COUNT_LIMIT = 999


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one status. `next` is the cursor of what follows in it, or None; `count` is words: "12", "999+"."""

    status: str
    rows: list[Row]
    count: str = ""
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list: the groups it touches, and the cursor of what follows them.

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
        rows_of = [row for row in found if row["status"] == status]
        result.append(Group(status, rows_of[:each], counted[status], _next(access, filter, rows_of, each)))
    return result


def column(access: Access, filter: Filter, *, cursor: str, limit: int) -> Group:
    """What follows `cursor` in its column. One statement. Raises BadRequest for a cursor of another list."""
    status, position = _position(access, filter, cursor, _wanted(filter, COLUMNS))
    source = source_of(access, filter)
    found = _read(access, filter, source, (status,), each=limit + 1, total=limit + 1, start=position)
    return Group(status, found[:limit], next=_next(access, filter, found, limit))


def groups(access: Access, filter: Filter, *, limit: int, cursor: str = "") -> Page:
    """At most `limit` rows after `cursor`, in the order of GROUPS. Two statements. Raises BadRequest like `column`."""
    statuses, first, position = _wanted(filter, GROUPS), "", None
    if cursor:
        first, position = _position(access, filter, cursor, statuses)
        statuses = statuses[statuses.index(first) :]
    source = source_of(access, filter)
    found = _read(access, filter, source, statuses, each=limit + 1, total=limit + 1, start=position)
    counted, shown = counts(access, filter, source), found[:limit]
    pages = [
        Group(status, [row for row in shown if row["status"] == status], counted[status])
        for status in statuses
        if any(row["status"] == status for row in shown)
    ]
    continued = bool(pages) and pages[0].status == first
    return Page(pages, _next(access, filter, found, limit), continued)


def counts(access: Access, filter: Filter, source: Source | None = None) -> dict[str, str]:
    """How many tasks of each status the filter finds, in words. One statement, bounded by COUNT_LIMIT."""
    statuses, source = _wanted(filter, COLUMNS), source or source_of(access, filter)
    left = source.left_of(filter)
    parts: list[str] = []
    values: list[Any] = []
    for status in statuses:
        conditions, given = lists.conditions_of(access, left.but(status=(status,)))
        limited = f"SELECT 1 FROM {source.sql} WHERE {' AND '.join(conditions)} LIMIT {COUNT_LIMIT + 1}"
        parts.append(f"(SELECT count(*) FROM ({limited}) counted)")
        values += given
    _, found = rows(f"{source.begins}\nSELECT {', '.join(parts)}", [*source.values, *values])
    return {
        status: f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count)
        for status, count in zip(statuses, found[0], strict=True)
    }


def continued(column: Group, later: Group) -> Group:
    """The column, or in its place a later stretch of it: what the board shows without scripts after "More"."""
    return replace(later, count=column.count) if column.status == later.status else column


# -- the place of a card ----------------------------------------------------------------------------------------------


def beside(access: Access, task: Row, status: str, asked: Mapping[str, str]) -> dict[str, UUID]:
    """What edit_task takes for a place: `before` or `after` a task.

    Asked for by a task's key, or by a `place` in the column of `status` (top, up, down, bottom). Empty for the end of
    another column, or where there is nowhere to go. Raises InvalidInput.
    """
    for name in ("before", "after"):
        if asked.get(name):
            found = references.typed_task(access, asked[name])
            if found is None:
                raise InvalidInput.of(name, f"{asked[name][:20]} is not there any more.")
            return {name: found}
    place = asked.get("place", "")
    if place not in _PLACES:
        return {}
    anchor = _PLACES[place](_column_of(access, task, status), task)
    return {"before" if place in ("top", "up") else "after": anchor} if anchor else {}


def _column_of(access: Access, task: Row, status: str) -> Any:
    """The others in the whole column. Tasks below others are on no board, so a step does not count them."""
    column = Task.objects.of(access).filter(project_id=task["project"]["id"], status=status, deleted_at=None)
    return (column if task["parent_id"] else column.filter(parent=None)).exclude(id=task["id"])


def _first(column: Any, task: Row) -> UUID | None:
    found: UUID | None = column.order_by("position", "id").values_list("id", flat=True).first()
    return found


def _last(column: Any, task: Row) -> UUID | None:
    found: UUID | None = column.order_by("-position", "-id").values_list("id", flat=True).first()
    return found


def _up(column: Any, task: Row) -> UUID | None:
    above = column.filter(position__lte=task["position"])
    return _last(above.exclude(position=task["position"], id__gt=task["id"]), task)


def _down(column: Any, task: Row) -> UUID | None:
    below = column.filter(position__gte=task["position"])
    return _first(below.exclude(position=task["position"], id__lt=task["id"]), task)


_PLACES = {"top": _first, "up": _up, "down": _down, "bottom": _last}

# -- cursors ----------------------------------------------------------------------------------------------------------


def _next(access: Access, filter: Filter, found: list[Row], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    position = [last["status"], lists.cursor_value(last["sort_value"]), last["id"]]
    return cursors.seal(position, bound_to=_bound_to(access, filter))


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
) -> list[Row]:
    """At most `total` rows, `each` of a status: every status by its index, and only then what belongs to the rows.

    `start` is the position after which the first status begins.
    """
    column, descending = lists.order_of(filter)
    left = source.left_of(filter)
    pages: list[str] = []
    values: list[Any] = []
    for number, status in enumerate(statuses):
        conditions, given = lists.conditions_of(access, left.but(status=(status,)))
        if number == 0 and start is not None:
            behind, position = lists.following(column, descending, start)
            conditions, given = [*conditions, behind], [*given, *position]
        pages.append(
            f"SELECT * FROM (SELECT {task_rows.PAGE_COLUMNS}, {column} AS sort_value, {number} AS place "
            f"FROM {source.sql} WHERE {' AND '.join(conditions)} "
            f"ORDER BY {lists.order_by(column, descending)} LIMIT {each}) page{number}"
        )
        values += given
    direction = "DESC" if descending else "ASC"
    order = f"t.place, t.sort_value {direction} NULLS LAST, t.id {direction}"
    select, select_values = task_rows.columns(access.workspace_id)
    page = f"SELECT * FROM ({' UNION ALL '.join(pages)}) t ORDER BY {order} LIMIT {total}"
    names, found = rows(
        f"{source.begins}\nSELECT {select}, t.sort_value, t.place FROM ({page}) t ORDER BY {order}",
        [*source.values, *select_values, *values],
    )
    return [task_rows.read(names, row, {"sort_value": same}) for row in found]
