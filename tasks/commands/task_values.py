"""The values of a task's own fields: checked one by one as tasks/fields declares them, then against each other."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Any

from primetrade.commands import Write
from primetrade.errors import InvalidInput
from tasks.fields.task import FIELDS
from tasks.models import Task

_KINDS = {field.name: field.kind for field in FIELDS if not field.moves}


def checked(write: Write, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values, cleaned. Raises InvalidInput naming every one at fault, TypeError for what is no field."""
    strange = given.keys() - _KINDS.keys()
    if strange:
        raise TypeError(f"a task has no {', '.join(sorted(strange))}")
    values, errors = {}, {}
    for name, value in given.items():
        try:
            values[name] = _KINDS[name].check(name, value)
        except InvalidInput as error:
            errors.update(error.errors)
    if errors:
        raise InvalidInput(errors=errors)
    return values | _zone(write, values)


def require_order(values: dict[str, Any], row: Task | None = None) -> None:
    """A task starts before it is due, or on the day. Raises InvalidInput naming the date that was changed to this.

    Two dates that `row` has already in the wrong order (from an import) may stay.
    """
    before = {name: getattr(row, name, None) for name in ("start_on", "due_on")}
    now = before | {name: values[name] for name in before if name in values}
    start, due = now["start_on"], now["due_on"]
    if start is None or due is None or start <= due or now == before:
        return
    if start != before["start_on"]:
        raise InvalidInput.of("start_on", f"This is after the due date, {due}. Start on that day or before it.")
    raise InvalidInput.of("due_on", f"This is before the start date, {start}. Move the start too.")


def whole_due(row: Task | None, values: dict[str, Any]) -> dict[str, Any]:
    """What a due time needs: without its date it goes too. Raises InvalidInput for a time that never had one."""
    day, at = (row.due_on, row.due_time) if row is not None else (None, None)
    if day is not None and values.get("due_on", day) is None and values.get("due_time") is None:
        return {"due_time": None, "due_zone": ""}
    if values.get("due_time", at) is not None and values.get("due_on", day) is None:
        raise InvalidInput.of("due_time", "A time needs a date: set the due date too.")
    return {}


def _zone(write: Write, values: Mapping[str, Any]) -> dict[str, str]:
    """A time of day is one in the zone of whoever sets it."""
    if values.get("due_time") is None:
        return {"due_zone": ""} if "due_time" in values else {}
    zone = getattr(getattr(write.caller, "user", None), "timezone", "UTC")
    return {"due_zone": zone if zone in zoneinfo.available_timezones() else "UTC"}
