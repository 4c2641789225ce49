"""Lists of tasks: a page of plain rows (rows.py says what is in one), found by a filter.

    page = lists.tasks(access, filter, limit=50, cursor=request.GET.get("cursor", ""))
    page.rows, page.next      # `next` is the cursor of the following page, or None

Tasks in the trash, or of a project there, are in no list; those of an archived project only when the filter names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from accounts.access import Access
from primetrade import cursors
from primetrade.ids import is_id
from tasks.queries import rows as task_rows
from tasks.queries.engine import Row, id_value, rows
from tasks.queries.filters import Filter
from tasks.queries.sources import Source, source_of
from tasks.queries.today import midnight, today

DEFAULT_SORT = "-created"
COUNT_LIMIT = 10_000

SORT_COLUMNS = {
    "created": "t.created_at",
    "updated": "t.updated_at",
    "due": "t.due_on",
    "priority": "t.priority",
    "position": "t.position",
    "title": "lower(t.title)",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the filter's order, and the cursor of what follows them, if anything does."""

    rows: list[Row]
    next: str | None


def tasks(access: Access, filter: Filter, *, limit: int = 50, cursor: str = "", source: Source | None = None) -> Page:
    """At most `limit` tasks after `cursor`. One statement, and one for the source when the filter names people and none
    is given. Raises BadRequest for a cursor of another list.
    """
    source = source or source_of(access, filter)
    column, descending = order_of(filter)
    conditions, values = conditions_of(access, source.left_of(filter))
    bound_to = f"{access.workspace_id}?{filter.to_query()}"
    if cursor:
        after, position = following(column, descending, cursors.unseal(cursor, bound_to=bound_to))
        conditions, values = [*conditions, after], [*values, *position]
    names, found = rows(*_statement(access, source, conditions, values, column, descending, limit + 1))
    sort_value = names.index("sort_value")
    page = [task_rows.read(names, row) for row in found[:limit]]
    if len(found) <= limit:
        return Page(page, None)
    return Page(page, cursors.seal([cursor_value(found[limit - 1][sort_value]), page[-1]["id"]], bound_to=bound_to))


def count(access: Access, filter: Filter) -> tuple[int, bool]:
    """How many tasks the filter finds, counted up to COUNT_LIMIT, and whether that is exact. Statements as `tasks`."""
    source = source_of(access, filter)
    conditions, values = conditions_of(access, source.left_of(filter))
    some = f"SELECT 1 FROM {source.sql} WHERE {' AND '.join(conditions)} LIMIT {COUNT_LIMIT + 1}"
    _, found = rows(f"{source.begins}\nSELECT count(*) FROM ({some}) counted", [*source.values, *values])
    return min(found[0][0], COUNT_LIMIT), found[0][0] <= COUNT_LIMIT


def order_of(filter: Filter) -> tuple[str, bool]:
    """The column a filter sorts by, and whether it descends. The id follows in the same direction, nulls come last."""
    sort = filter.sort or DEFAULT_SORT
    return SORT_COLUMNS[sort.removeprefix("-")], sort.startswith("-")


def order_by(column: str, descending: bool) -> str:
    """ORDER BY of a list. NULLS LAST only where nulls can be: an index read backwards would not have them last."""
    direction = "DESC" if descending else "ASC"
    return f"{column} {direction}{' NULLS LAST' if column == 't.due_on' else ''}, t.id {direction}"


# -- the statement ----------------------------------------------------------------------------------------------------


def _statement(
    access: Access,
    source: Source,
    conditions: list[str],
    values: list[Any],
    column: str,
    descending: bool,
    limit: int,
) -> tuple[str, list[Any]]:
    """The page first, by the index; then what belongs to its few rows."""
    order = order_by(column, descending)
    select, select_values = task_rows.columns(access.workspace_id)
    sql = f"""{source.begins}
SELECT {select}, t.sort_value
FROM (
  SELECT {task_rows.PAGE_COLUMNS}, {column} AS sort_value
  FROM {source.sql}
  WHERE {" AND ".join(conditions)}
  ORDER BY {order}
  LIMIT {limit}
) t
ORDER BY {order.replace(column, "t.sort_value")}"""
    return sql, [*source.values, *select_values, *values]


def conditions_of(access: Access, filter: Filter) -> tuple[list[str], list[Any]]:
    """WHERE, in parts, and its parameters: first what every list keeps to, then what the filter asks."""
    workspace = id_value(access.workspace_id)
    conditions = ["t.workspace_id = %s", "t.deleted_at IS NULL", "p.workspace_id = %s", "p.deleted_at IS NULL"]
    values: list[Any] = [workspace, workspace]

    def add(condition: str, *given: Any) -> None:
        conditions.append(condition)
        values.extend(given)

    if filter.project:
        _add_projects(add, workspace, filter.project)
    else:
        add("p.archived_at IS NULL")
    if filter.status:
        add(f"t.status IN ({_marks(filter.status)})", *filter.status)
    if filter.priority:
        add(f"t.priority IN ({_marks(filter.priorities)})", *filter.priorities)
    if filter.assignee:
        _add_assignees(add, workspace, access, filter.assignee)
    if filter.label:
        add(
            "EXISTS (SELECT 1 FROM tasks_tasklabel fl WHERE fl.workspace_id = %s AND fl.task_id = t.id "
            f"AND fl.label_id IN ({_marks(filter.label)}))",
            workspace,
            *map(id_value, filter.label),
        )
    if filter.due:
        _add_due(add, filter.due, today(access))
    if filter.due_before:
        add("t.due_on < %s", filter.due_before.isoformat())
    if filter.due_after:
        add("t.due_on > %s", filter.due_after.isoformat())
    for label in filter.label_all:
        add(
            "EXISTS (SELECT 1 FROM tasks_tasklabel al WHERE al.workspace_id = %s AND al.task_id = t.id "
            "AND al.label_id = %s)",
            workspace,
            id_value(label),
        )
    if filter.id:
        add(f"t.id IN ({_marks(filter.id)})", *map(id_value, filter.id))
    if filter.completed_after:
        add("t.status = 'completed'")
    for column in ("created", "updated", "completed"):
        after = getattr(filter, f"{column}_after")
        if after:
            _add_after(add, f"t.{column}_at", access, after)
    if filter.parent:
        add("t.parent_id IS NULL") if filter.parent == "none" else add("t.parent_id = %s", id_value(filter.parent))
    return conditions, values


def _add_projects(add: Any, workspace: Any, projects: tuple[str, ...]) -> None:
    ids = [id_value(project) for project in projects if is_id(project)]
    keys = [project for project in projects if not is_id(project)]
    if len(projects) == 1 and keys:
        # A scalar subquery is a constant to the planner: the index on (project, status, position) keeps its order.
        add(
            "t.project_id = (SELECT k.id FROM tasks_project k WHERE k.workspace_id = %s AND k.key = %s)",
            workspace,
            *keys,
        )
    elif len(projects) == 1:
        add("t.project_id = %s", *ids)
    else:
        choices = [f"p.id IN ({_marks(ids)})"] if ids else []
        choices += [f"p.key IN ({_marks(keys)})"] if keys else []
        add(f"({' OR '.join(choices)})", *ids, *keys)


def _add_assignees(add: Any, workspace: Any, access: Access, assignees: tuple[str, ...]) -> None:
    people = [id_value(access.user.id if person == "me" else person) for person in assignees if person != "none"]
    choices, values = [], []
    if people:
        choices.append(
            "EXISTS (SELECT 1 FROM tasks_taskassignee fa WHERE fa.workspace_id = %s AND fa.task_id = t.id "
            f"AND fa.user_id IN ({_marks(people)}))"
        )
        values += [workspace, *people]
    if "none" in assignees:
        choices.append(
            "NOT EXISTS (SELECT 1 FROM tasks_taskassignee na WHERE na.workspace_id = %s AND na.task_id = t.id)"
        )
        values.append(workspace)
    add(f"({' OR '.join(choices)})", *values)


def _add_after(add: Any, column: str, access: Access, after: date) -> None:
    """Behind a moment, or behind the last one of a day of the person."""
    if isinstance(after, datetime):
        add(f"{column} > %s", connection.ops.adapt_datetimefield_value(after))
    else:
        add(f"{column} >= %s", midnight(access, after + timedelta(days=1)))


def _add_due(add: Any, due: str, day: date) -> None:
    """`overdue` is about open tasks only: what is done is never late."""
    if due == "none":
        add("t.due_on IS NULL")
    elif due == "overdue":
        add("t.due_on < %s", day.isoformat())
        add("t.completed_at IS NULL")
    elif due == "today":
        add("t.due_on = %s", day.isoformat())
    else:
        add("t.due_on >= %s", day.isoformat())
        add("t.due_on < %s", (day + timedelta(days=7)).isoformat())


def following(column: str, descending: bool, position: list[Any]) -> tuple[str, list[Any]]:
    """The rows behind a position: nulls last both ways, the id after the value in the same direction."""
    value, identifier = position[0], id_value(position[1])
    beyond = "<" if descending else ">"
    if value is None:
        return f"{column} IS NULL AND t.id {beyond} %s", [identifier]
    if column == "t.due_on":
        return f"(({column}, t.id) {beyond} (%s, %s) OR {column} IS NULL)", [value, identifier]
    return f"({column}, t.id) {beyond} (%s, %s)", [value, identifier]


def cursor_value(value: Any) -> Any:
    """A sort value as the database compares it again: SQLite keeps times as text, with a space."""
    return str(value) if isinstance(value, date | datetime) else value


def _marks(values: tuple[Any, ...] | list[Any]) -> str:
    return ", ".join(["%s"] * len(values))
