"""Lists of tasks: the rows (sql/task_rows.py) that match a filter, page by page.

    page = lists.tasks(access, filter, limit=50, cursor=request.GET.get("cursor", ""))
    page.rows, page.next      # `next` is the cursor of the next page, or None

No list shows tasks in the trash or of a project there; those of an archived project only when the filter names it.
"""

from __future__ import annotations

from accounts.access import Access
from primetrade.sql import as_id, fetch, fetch_value, id_text, id_value, placeholders
from tasks.queries.filter_conditions import conditions_of, source_for
from tasks.queries.filters import Filter
from tasks.queries.sorts import order_of
from tasks.queries.sql.keyset import Keyset, KeysetPage
from tasks.queries.sql.sources import EVERY_TASK, Source
from tasks.queries.sql.task_rows import PAGE_COLUMNS, ListedTask, Parent, read_task, select_list

COUNT_LIMIT = 10_000


def tasks(
    access: Access, filter: Filter, *, limit: int = 50, cursor: str = "", source: Source | None = None
) -> KeysetPage[ListedTask]:
    """At most `limit` tasks after `cursor`. One statement, and one more for the source when the filter names
    people and `source` is not given. Raises BadRequest for a cursor of another list.
    """
    source = source or source_for(access, filter)
    conditions = conditions_of(access, filter, source)
    order = order_of(filter.sort)
    keyset = Keyset(order, f"{access.workspace_id}?{filter.to_query()}")
    after, position = keyset.after(cursor)
    select, select_values = select_list(access.workspace_id)
    # First the page, along the index; then what is joined to its few rows.
    sql = f"""{source.begins}
SELECT t.sort_value, {select}
FROM (
  SELECT {PAGE_COLUMNS}, {order.column} AS sort_value
  FROM {source.sql}
  WHERE {conditions.sql}{after}{keyset.order_and_limit(limit)}
) t
ORDER BY {order.with_column("t.sort_value").by}"""
    rows = fetch(sql, [*source.values, *select_values, *conditions.values, *position])
    return keyset.page_of(rows, lambda row: read_task(row[1:]), limit)


def with_parents(access: Access, rows: list[ListedTask]) -> list[ListedTask]:
    """The same rows, each with its `parent`. One statement if there is a subtask among them."""
    ids = {row["parent_id"] for row in rows if row["parent_id"]}
    parents: dict[str, Parent] = {}
    if ids:
        sql = f"""
SELECT {id_text("t.id")}, p.key || '-' || t.number, t.title, t.status
FROM {EVERY_TASK.sql}
WHERE t.workspace_id = %s AND p.workspace_id = %s AND t.id IN ({placeholders(ids)})"""
        workspace = id_value(access.workspace_id)
        for identifier, key, title, status in fetch(sql, [workspace, workspace, *map(id_value, ids)]):
            parents[as_id(identifier)] = {"id": as_id(identifier), "key": key, "title": title, "status": status}
    for row in rows:
        row["parent"] = parents.get(row["parent_id"] or "")
    return rows


def count(access: Access, filter: Filter) -> tuple[int, bool]:
    """How many tasks match, counted up to COUNT_LIMIT, and whether that is exact. As many statements as `tasks`."""
    source = source_for(access, filter)
    conditions = conditions_of(access, filter, source)
    some = f"SELECT 1 FROM {source.sql} WHERE {conditions.sql} LIMIT {COUNT_LIMIT + 1}"
    sql = f"{source.begins}\nSELECT count(*) FROM ({some}) counted"
    counted = fetch_value(sql, [*source.values, *conditions.values])
    return min(counted, COUNT_LIMIT), counted <= COUNT_LIMIT
