"""Runs hand-written SQL on either database and hides how the two differ in ids, JSON and times.

The `as_*` functions make the values of rows equal on both; `as_id` gives canonical text for JSON and templates.
"""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

# -- running ----------------------------------------------------------------------------------------------------------


def fetch(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run one statement; returns its rows as the driver returns them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def fetch_one(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """Run one statement; returns its first row, or None."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def fetch_value(sql: str, values: Sequence[Any]) -> Any:
    """Run one statement that returns one row with one value; returns that value."""
    ((value,),) = fetch(sql, values)
    return value


def on_postgresql() -> bool:
    return bool(connection.vendor == "postgresql")


# -- values of a statement --------------------------------------------------------------------------------------------


def id_value(value: UUID | str) -> str:
    """An id as a parameter of a statement."""
    return str(value) if on_postgresql() else str(value).replace("-", "")


def moment_value(value: datetime) -> Any:
    """An aware datetime as a parameter of a statement."""
    return connection.ops.adapt_datetimefield_value(value)


def placeholders(values: Sized) -> str:
    """The placeholders of an IN list."""
    return ", ".join(["%s"] * len(values))


# -- pieces of a statement --------------------------------------------------------------------------------------------


def id_text(column: str) -> str:
    """An id column as text, for `as_id`."""
    return f"{column}::text" if on_postgresql() else column


def json_text(column: str) -> str:
    """A JSON column as text, for `as_json`."""
    return f"{column}::text" if on_postgresql() else column


def json_object(**columns: str) -> str:
    """A JSON object of columns."""
    function = "json_build_object" if on_postgresql() else "json_object"
    pairs = ", ".join(f"'{name}', {column}" for name, column in columns.items())
    return f"{function}({pairs})"


def json_list(table_and_conditions: str, **columns: str) -> str:
    """A subquery for its rows as one JSON list of objects, to be read by `as_list`."""
    item = json_object(**columns)
    if on_postgresql():
        return f"(SELECT json_agg({item})::text FROM {table_and_conditions})"
    return f"(SELECT json_group_array({item}) FROM {table_and_conditions})"


# -- values of a row --------------------------------------------------------------------------------------------------


def as_id(value: str) -> str:
    """The canonical spelling of an id from either database."""
    if len(value) == 36:
        return value
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def as_id_or_none(value: str | None) -> str | None:
    return None if value is None else as_id(value)


def as_list(value: str | None) -> list[Any]:
    """The objects of a `json_list`, with canonical ids."""
    if value is None or value == "[]":
        return []
    items: list[Any] = orjson.loads(value)
    for item in items:
        item["id"] = as_id_or_none(item["id"])
    return items


def as_moment(value: datetime | str) -> datetime:
    """A point in time, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_moment_or_none(value: datetime | str | None) -> datetime | None:
    return None if value is None else as_moment(value)


def as_date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_time(value: time | str | None) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) else value


def as_json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value
