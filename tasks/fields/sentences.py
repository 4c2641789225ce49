"""What history says where the general form would hide something: "raised the priority from low to high"."""

from __future__ import annotations

from collections.abc import Sequence

from primetrade.words import short_date
from tasks.models.task import CLOSED, Priority, Status

from .declaration import Field, Telling
from .kinds import DAY, TIME, clock

_TITLE_LENGTH = 60


def project(field: Field, telling: Telling) -> str:
    gone = "a project that is gone"
    old, new = telling.before.get("project_id", ""), telling.after.get("project_id", "")
    return f"moved {telling.it} from {telling.names.get(old, gone)} to {telling.names.get(new, gone)}"


def status(field: Field, telling: Telling) -> str:
    old, new = telling.before.get("status"), telling.after["status"]
    if new in CLOSED:
        return f"{new} {telling.it}"
    if old in CLOSED:
        return f"reopened {telling.it} as {Status(new).label}"
    return f"moved {telling.it} to {Status(new).label}"


def title(field: Field, telling: Telling) -> str:
    old, new = shortened(telling.before["title"]), shortened(telling.after["title"])
    return f"renamed {telling.it} from “{old}” to “{new}”"


def priority(field: Field, telling: Telling) -> str:
    old, new = telling.before.get("priority"), telling.after["priority"]
    if not old:
        return f"set the priority to {Priority(new).word}"
    if not new:
        return f"removed the priority {Priority(old).word}"
    if new > old:
        return f"raised the priority from {Priority(old).word} to {Priority(new).word}"
    return f"lowered the priority from {Priority(old).word} to {Priority(new).word}"


def due(field: Field, telling: Telling) -> str:
    """The day, and the time where one was set with it."""
    old, new, at = telling.before.get("due_on"), telling.after.get("due_on"), telling.after.get("due_time")
    if new is None:
        return "removed the due date"
    when = _day(telling, new) + (f", {clock(TIME.from_log(at))}" if at else "")
    return f"moved the due date from {_day(telling, old)} to {when}" if old else f"set the due date to {when}"


def due_time(field: Field, telling: Telling) -> str:
    if "due_on" in telling.changed:
        return ""  # said with the date
    new = telling.after.get("due_time")
    return f"set the due time to {clock(TIME.from_log(new))}" if new else "removed the due time"


def parent(field: Field, telling: Telling) -> str:
    old, new, gone = telling.before.get("parent_id"), telling.after.get("parent_id"), "a task that is gone"
    if new:
        return f"made {telling.it} a subtask of {telling.names.get(new, gone)}"
    return f"took {telling.it} out of {telling.names.get(old or '', gone)}"


def position(field: Field, telling: Telling) -> str:
    """Only where nothing else changed: a task gets a new place with its column or project, too."""
    if telling.changed != {"position"}:
        return ""
    up = str(telling.after["position"]) < str(telling.before["position"])
    return f"moved {telling.it} up in its column" if up else f"moved {telling.it} down in its column"


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def shortened(text: str) -> str:
    """A title that fits into a sentence."""
    return f"{text[:_TITLE_LENGTH].rstrip()}…" if len(text) > _TITLE_LENGTH else text


def _day(telling: Telling, logged: str) -> str:
    return short_date(DAY.from_log(logged), telling.today)
