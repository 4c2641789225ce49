"""What history says where the general form would hide something: "raised the priority from low to high"."""

from __future__ import annotations

from collections.abc import Sequence

from primetrade.words import short_date
from tasks.models.task import CLOSED, Priority, Status

from .declaration import Field, Phrase, Telling
from .kinds import DAY, TIME, clock

_TITLE_LENGTH = 60


def project(field: Field, telling: Telling) -> Phrase:
    gone = "a project that is gone"
    old, new = telling.before.get("project_id", ""), telling.after.get("project_id", "")
    names = {"old": telling.names.get(old, gone), "new": telling.names.get(new, gone)}
    return Phrase("moved {it} from {old} to {new}", names)


def status(field: Field, telling: Telling) -> Phrase:
    old, new = telling.before.get("status"), telling.after["status"]
    if new in CLOSED:
        return Phrase(f"{new} {{it}}")
    if old in CLOSED:
        return Phrase("reopened {it} as {new}", {"new": Status(new).label})
    return Phrase("moved {it} to {new}", {"new": Status(new).label})


def title(field: Field, telling: Telling) -> Phrase:
    old, new = shortened(telling.before["title"]), shortened(telling.after["title"])
    return Phrase("renamed {it} from “{old}” to “{new}”", {"old": old, "new": new})


def priority(field: Field, telling: Telling) -> Phrase:
    old, new = (
        Priority(telling.before.get("priority") or Priority.NONE),
        Priority(telling.after["priority"] or Priority.NONE),
    )
    words = {"old": old.word, "new": new.word}
    if not old:
        return Phrase("set the priority to {new}", words)
    if not new:
        return Phrase("removed the priority {old}", words)
    return Phrase(f"{'raised' if new > old else 'lowered'} the priority from {{old}} to {{new}}", words)


def due(field: Field, telling: Telling) -> Phrase:
    """The day, and the time where one was set with it."""
    old, new, at = telling.before.get("due_on"), telling.after.get("due_on"), telling.after.get("due_time")
    if new is None:
        return Phrase("removed the due date")
    when = _day(telling, new) + (f", {clock(TIME.from_log(at))}" if at else "")
    if not old:
        return Phrase("set the due date to {new}", {"new": when})
    return Phrase("moved the due date from {old} to {new}", {"old": _day(telling, old), "new": when})


def due_time(field: Field, telling: Telling) -> Phrase | None:
    """None where the date changed, too: its phrase names the time."""
    if "due_on" in telling.changed:
        return None
    new = telling.after.get("due_time")
    if not new:
        return Phrase("removed the due time")
    return Phrase("set the due time to {new}", {"new": clock(TIME.from_log(new))})


def parent(field: Field, telling: Telling) -> Phrase:
    old, new, gone = telling.before.get("parent_id"), telling.after.get("parent_id"), "a task that is gone"
    if new:
        return Phrase("made {it} a subtask of {new}", {"new": telling.names.get(new, gone)})
    return Phrase("took {it} out of {old}", {"old": telling.names.get(old or "", gone)})


def position(field: Field, telling: Telling) -> Phrase | None:
    """Only where nothing else changed: a task gets a new place with its column or project, too."""
    if telling.changed != {"position"}:
        return None
    up = str(telling.after["position"]) < str(telling.before["position"])
    return Phrase("moved {it} up in its column" if up else "moved {it} down in its column")


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def shortened(text: str) -> str:
    """A title that fits into a sentence."""
    return f"{text[:_TITLE_LENGTH].rstrip()}…" if len(text) > _TITLE_LENGTH else text


def _day(telling: Telling, logged: str) -> str:
    return short_date(DAY.from_log(logged), telling.today)
