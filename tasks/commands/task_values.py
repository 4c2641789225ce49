"""The values of a task's own fields: what they may be, and which follow from others."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import date
from typing import Any

from primetrade.commands import Write
from primetrade.errors import InvalidInput
from primetrade.text import clean_line, clean_markdown
from tasks.models import Priority, Status, Task
from tasks.models.task import DATE_RANGE

ESTIMATE_LIMIT_MINUTES = 60 * 24 * 365


def checked(write: Write, **given: Any) -> dict[str, Any]:
    """The values of a task's own fields, cleaned. Raises InvalidInput naming every one at fault."""
    values, errors = dict(given), {}
    for name, value in given.items():
        try:
            values[name] = _CHECKS[name](value)
        except InvalidInput as error:
            errors.update(error.errors)
    if errors:
        raise InvalidInput(errors=errors)
    if values.get("due_time") is not None:
        zone = getattr(getattr(write.caller, "user", None), "timezone", "UTC")
        values["due_zone"] = zone if zone in zoneinfo.available_timezones() else "UTC"
    elif "due_time" in values:
        values["due_zone"] = ""
    if values.get("due_time") is not None and "due_on" in values and values["due_on"] is None:
        raise InvalidInput.of("due_time", "A time needs a date: set the due date too.")
    return values


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


def whole_due(row: Task, values: dict[str, Any]) -> dict[str, Any]:
    """What a due time needs: without its date it goes too. Raises InvalidInput for a time that never had one."""
    if row.due_on is not None and values.get("due_on", row.due_on) is None:
        return {"due_time": None, "due_zone": ""}
    if values.get("due_time", row.due_time) is not None and values.get("due_on", row.due_on) is None:
        raise InvalidInput.of("due_time", "A time needs a date: set the due date too.")
    return {}


def _choice(field: str, allowed: Sequence[Any]) -> Any:
    def check(value: Any) -> Any:
        if value not in allowed:
            raise InvalidInput.of(field, f"Choose one of {', '.join(map(str, allowed))}.")
        return value

    return check


def _day(field: str) -> Any:
    def check(value: date | None) -> date | None:
        if value is not None and not DATE_RANGE[0] <= value < DATE_RANGE[1]:
            raise InvalidInput.of(field, "Choose a date between 1970 and 2199.")
        return value

    return check


def _estimate(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= ESTIMATE_LIMIT_MINUTES:
        raise InvalidInput.of("estimate_minutes", "Estimate between 0 minutes and a year.")
    return value


_CHECKS: dict[str, Any] = {
    "title": lambda value: clean_line(value, field="title"),
    "description": lambda value: clean_markdown(value, field="description"),
    "status": _choice("status", Status.values),
    "priority": _choice("priority", Priority.values),
    "due_on": _day("due_on"),
    "due_time": lambda value: value.replace(second=0, microsecond=0, tzinfo=None) if value is not None else None,
    "start_on": _day("start_on"),
    "estimate_minutes": _estimate,
}
