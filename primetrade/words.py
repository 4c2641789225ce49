"""The words a person reads for stored values: statuses, priorities, due dates. Nothing here draws."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

STATUS_NAMES = {
    "todo": "To do",
    "in_progress": "In progress",
    "in_review": "In review",
    "completed": "Completed",
    "cancelled": "Cancelled",
}
CLOSED = frozenset({"completed", "cancelled"})
PRIORITY_WORDS = ("none", "low", "medium", "high", "urgent")
PRIORITY_NAMES = ("No priority", "Low", "Medium", "High", "Urgent")

# What files of people and tasks come from, by the format of an import.
SOURCE_NAMES = {"trello": "Trello"}

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COUNTED_DAYS_AGO = 30


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in words. `kind` is "late", "soon" or ""; `full` is the whole date for a title."""

    text: str
    kind: str
    full: str
    iso: str


def short_date(day: date, today: date) -> str:
    """`3 Dec`, with the year when it is another one."""
    return f"{day.day} {_MONTHS[day.month]}" + (f" {day.year}" if day.year != today.year else "")


def full_date(day: date) -> str:
    """`Thursday 3 December 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def moment_words(moment: datetime, today: date) -> str:
    """`Today, 08:31`, `Yesterday, 17:48`, `3 Dec, 16:20`: a moment in the person's own zone."""
    away = (today - moment.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(away) or short_date(moment.date(), today)
    return f"{day}, {moment:%H:%M}"


def due_words(due_on: date, today: date, *, due_time: time | None = None, closed: bool = False) -> Due:
    """The due date as a person would say it today. A closed task is never late: its date is only a date."""
    away = (due_on - today).days
    text, kind = (short_date(due_on, today), "") if closed else _open_words(due_on, today, away)
    full, iso = full_date(due_on), due_on.isoformat()
    if due_time is not None:
        full, iso = f"{full}, {due_time:%H:%M}", f"{iso}T{due_time:%H:%M}"
        text = f"Today {due_time:%H:%M}" if away == 0 and not closed else text
    return Due(text, kind, full, iso)


def _open_words(due_on: date, today: date, away: int) -> tuple[str, str]:
    if away < -_COUNTED_DAYS_AGO:
        return short_date(due_on, today), "late"
    if away < 0:
        return ("Yesterday" if away == -1 else f"{-away} days ago"), "late"
    if away <= 1:
        return ("Tomorrow" if away else "Today"), "soon"
    if due_on < today + timedelta(days=7):
        return f"{due_on:%A}", ""
    return short_date(due_on, today), ""
