"""Phrases of history where general `Sentences` would say too little: "raised the priority from low to high"."""

from __future__ import annotations

from primetrade.markdown_boxes import ticked_between
from primetrade.words import at_time, short_date, shortened
from tasks.models.task import CLOSED, Priority, Status

from .declaration import ChangeContext, Field, Phrase
from .value_types import DAY, TIME, clock

_CLOSED = {Status.COMPLETED: "completed {it}", Status.CANCELLED: "cancelled {it}"}


def project(field: Field, context: ChangeContext) -> Phrase:
    gone = "a project that is gone"
    old, new = context.before.get("project_id", ""), context.after.get("project_id", "")
    names = {"old": context.names.get(old, gone), "new": context.names.get(new, gone)}
    return Phrase("moved {it} from {old} to {new}", names)


def status(field: Field, context: ChangeContext) -> Phrase:
    old, new = context.before.get("status"), context.after["status"]
    if new in CLOSED:
        return Phrase(_CLOSED[new])
    if old in CLOSED:
        return Phrase("reopened {it} as {new}", {"new": Status(new).label})
    return Phrase("moved {it} to {new}", {"new": Status(new).label})


def renamed(field: Field, context: ChangeContext) -> Phrase:
    """Also for the title of a task."""
    old, new = shortened(context.before[field.column]), shortened(context.after[field.column])
    return Phrase("renamed {it} from “{old}” to “{new}”", {"old": old, "new": new})


def description(field: Field, context: ChangeContext) -> Phrase:
    """Names the line of a box that was ticked."""
    old, new = context.before.get("description") or "", context.after.get("description") or ""
    if not old or not new:
        return Phrase("wrote the description" if new else "removed the description")
    changed = ticked_between(old, new)
    if len({box.ticked for box in changed}) != 1:
        return Phrase("changed the description")
    ticked = changed[0].ticked
    if len(changed) == 1:
        return Phrase("ticked “{line}”" if ticked else "unticked “{line}”", {"line": shortened(changed[0].words)})
    return Phrase("ticked {count} boxes" if ticked else "unticked {count} boxes", {"count": str(len(changed))})


def comment(field: Field, context: ChangeContext) -> Phrase:
    return Phrase("edited a comment")


def priority(field: Field, context: ChangeContext) -> Phrase:
    old, new = (
        Priority(context.before.get("priority") or Priority.NONE),
        Priority(context.after["priority"] or Priority.NONE),
    )
    words = {"old": old.word, "new": new.word}
    if not old:
        return Phrase("set the priority to {new}", words)
    if not new:
        return Phrase("removed the priority {old}", words)
    raised, lowered = "raised the priority from {old} to {new}", "lowered the priority from {old} to {new}"
    return Phrase(raised if new > old else lowered, words)


def due(field: Field, context: ChangeContext) -> Phrase:
    """Names the time as well when one was set with the date."""
    old, new, at = context.before.get("due_on"), context.after.get("due_on"), context.after.get("due_time")
    if new is None:
        return Phrase("removed the due date")
    day = _day(context, new)
    when = at_time(day, TIME.from_log(at)) if at else day
    if not old:
        return Phrase("set the due date to {new}", {"new": when})
    return Phrase("moved the due date from {old} to {new}", {"old": _day(context, old), "new": when})


def due_time(field: Field, context: ChangeContext) -> Phrase | None:
    """None if the date changed too: its phrase names the time."""
    if "due_on" in context.changed:
        return None
    new = context.after.get("due_time")
    if not new:
        return Phrase("removed the due time")
    return Phrase("set the due time to {new}", {"new": clock(TIME.from_log(new))})


def parent(field: Field, context: ChangeContext) -> Phrase:
    old, new, gone = context.before.get("parent_id"), context.after.get("parent_id"), "a task that is gone"
    if new:
        return Phrase("made {it} a subtask of {new}", {"new": context.names.get(new, gone)})
    return Phrase("took {it} out of {old}", {"old": context.names.get(old or "", gone)})


def position(field: Field, context: ChangeContext) -> Phrase | None:
    """None unless only the position changed: moving to another column or project changes it as well."""
    if context.changed != {"position"}:
        return None
    up = str(context.after["position"]) < str(context.before["position"])
    return Phrase("moved {it} up in its column" if up else "moved {it} down in its column")


def _day(context: ChangeContext, logged: str) -> str:
    return short_date(DAY.from_log(logged), context.today)
