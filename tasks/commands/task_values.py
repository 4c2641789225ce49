"""Validates the values of a task's own fields: each as tasks/fields declares it, then against each other."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Any

from primetrade.commands import Write
from primetrade.errors import InvalidInput
from tasks.fields.task import FIELDS
from tasks.models import Task

_TYPES = {field.name: field.type for field in FIELDS if not field.moves}


def clean_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values, cleaned. Raises InvalidInput naming every invalid one, TypeError for a name that is not a field."""
    unknown = given.keys() - _TYPES.keys()
    if unknown:
        raise TypeError(f"a task has no {', '.join(sorted(unknown))}")
    values, errors = {}, {}
    for name, value in given.items():
        try:
            values[name] = _TYPES[name].check(name, value)
        except InvalidInput as error:
            errors.update(error.errors)
    if errors:
        raise InvalidInput(errors=errors)
    return values


def require_start_before_due(values: dict[str, Any], row: Task | None = None) -> None:
    """A task starts before the day it is due, or on it. Raises InvalidInput naming the date that was changed.

    Dates of `row` that are in the wrong order already (from an import) may stay.
    """
    before = {name: getattr(row, name, None) for name in ("start_on", "due_on")}
    now = before | {name: values[name] for name in before if name in values}
    start, due = now["start_on"], now["due_on"]
    if start is None or due is None or start <= due or now == before:
        return
    if start != before["start_on"]:
        raise InvalidInput.of("start_on", f"This is after the due date, {due}. Start on that day or before it.")
    raise InvalidInput.of("due_on", f"This is before the start date, {start}. Move the start too.")


def clear_due_time(row: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """The value that clears the due time where `values` remove its date; empty where there is nothing to clear."""
    removed = row.due_on is not None and values.get("due_on", row.due_on) is None
    return {"due_time": None} if removed and values.get("due_time") is None else {}


def require_date_of_due_time(values: Mapping[str, Any], row: Task | None = None) -> None:
    """Raises InvalidInput for a due time without a due date."""
    day, at = (values.get(name, getattr(row, name, None)) for name in ("due_on", "due_time"))
    if at is not None and day is None:
        raise InvalidInput.of("due_time", "A time needs a date: set the due date too.")


def due_zone(write: Write, values: Mapping[str, Any], row: Task | None = None) -> dict[str, str]:
    """The zone of a due time that `values` change: that of the person who sets it; UTC for a job.

    Forms and the API send an unchanged time with the date; it stays in its zone.
    """
    before = getattr(row, "due_time", None)
    at = values.get("due_time", before)
    if at == before:
        return {}
    if at is None:
        return {"due_zone": ""}
    zone = getattr(getattr(write.caller, "user", None), "timezone", "UTC")
    return {"due_zone": zone if zone in zoneinfo.available_timezones() else "UTC"}
