"""How much a database works for a read, counted and not timed: equal on every machine, however busy.

On PostgreSQL the rows that the plan of each statement touches, on SQLite the instructions of its machine: two scales,
so that a figure is only ever compared with one of the same database.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

EACH = 10  # instructions of SQLite between two counts
# Whether to `analyse`. PostgreSQL does so by itself; as long as it has not, it takes every table for a small one and
# sorts what it finds by an index, so that there is no growth to be asked about.
STATISTICS = [pytest.param(True, id="with statistics")]
if connection.vendor == "sqlite":
    STATISTICS.append(pytest.param(False, id="without statistics"))


def work_of(read: Callable[[], Any]) -> int:
    """What the statements of `read` make the database do."""
    return rows_touched(read) if connection.vendor == "postgresql" else _instructions(read)


def analyse() -> None:
    """Let the planner know the tables as they are now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def forget() -> None:
    """Let the planner know nothing of the tables, as before the first ANALYZE.

    Rows that other tests took back are in the indexes until PostgreSQL's autovacuum comes, and it remembers a table of
    such rows as an empty one. The locks keep it away until the test ends.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        tables = [connection.ops.quote_name(table) for table in connection.introspection.table_names(cursor)]
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE UPDATE EXCLUSIVE MODE")
        for table in tables:
            cursor.execute(f"REINDEX TABLE {table}")
        cursor.execute("UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relnamespace = 'public'::regnamespace")
        cursor.execute("DELETE FROM pg_statistic WHERE starelid > 16383")  # smaller ids are the catalogue's


def _instructions(read: Callable[[], Any]) -> int:
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += EACH
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, EACH)
    try:
        read()
    finally:
        connection.connection.set_progress_handler(None, EACH)
    return counted


def rows_touched(read: Callable[[], Any], table: str = "") -> int:
    """Rows that the plans of PostgreSQL bring up or throw away in all their rounds: all, or those of one table."""
    with CaptureQueriesContext(connection) as captured:
        read()
    total = 0
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
            (plan,) = cursor.fetchone()
        total += _touched((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], table)
    return total


def _touched(node: dict[str, Any], table: str) -> int:
    """Of a node and what is below it."""
    thrown_away = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    own = node["Actual Loops"] * (node["Actual Rows"] + thrown_away)
    of_table = node.get("Relation Name") == table or table in node.get("Index Name", "")
    counted = int(own) if of_table or not table else 0
    return counted + sum(_touched(child, table) for child in node.get("Plans", ()))
