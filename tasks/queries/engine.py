"""What the two databases say differently in hand-written SQL: ids, JSON, times. Rows come out equal on both.

Ids in rows are text in their one spelling, so that rows go into JSON and templates as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

Row = dict[str, Any]


def rows(sql: str, values: Sequence[Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one statement; the names of its columns and its rows as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [column[0] for column in cursor.description], cursor.fetchall()


def on_postgresql() -> bool:
    return bool(connection.vendor == "postgresql")


def id_value(value: UUID | str) -> Any:
    """An id as a parameter."""
    return str(value) if on_postgresql() else str(value).replace("-", "")


def id_text(column: str) -> str:
    """An id column as text; `as_id` finishes it."""
    return f"{column}::text" if on_postgresql() else column


def json_list(table_and_conditions: str, **columns: str) -> str:
    """A subquery whose rows come as one JSON list of objects; `as_list` reads it."""
    pairs = ", ".join(f"'{name}', {column}" for name, column in columns.items())
    if on_postgresql():
        return f"(SELECT json_agg(json_build_object({pairs}))::text FROM {table_and_conditions})"
    return f"(SELECT json_group_array(json_object({pairs})) FROM {table_and_conditions})"


def as_id(value: str | None) -> str | None:
    """The one spelling of an id from either database."""
    if value is None or len(value) == 36:
        return value
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def as_list(value: str | None) -> list[Row]:
    """The objects of a `json_list`, their ids spelled out."""
    if value is None or value == "[]":
        return []
    items: list[Row] = orjson.loads(value)
    for item in items:
        item["id"] = as_id(item["id"])
    return items


def as_moment(value: Any) -> datetime | None:
    """A point in time, in UTC."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_time(value: Any) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) else value


def as_json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def same(value: Any) -> Any:
    return value


Reader = Callable[[Any], Any]
