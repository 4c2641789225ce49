"""Due dates in words: "Tomorrow", "3 days ago"."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from primetrade.words import at_time, full_date, short_date

COUNTED_DAYS_AGO = 30  # what is longer ago is said by its date


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in words. `kind` is "late", "soon" or ""; `full` is the whole date, for a tooltip."""

    text: str
    kind: str
    full: str
    iso: str


def due_words(due_on: date, today: date, *, due_time: time | None = None, closed: bool = False) -> Due:
    """The due date as a person would say it on `today`. A closed task is never late or soon."""
    away = (due_on - today).days
    text, kind = (short_date(due_on, today), "") if closed else _open_words(due_on, today, away)
    full, iso = full_date(due_on), due_on.isoformat()
    if due_time is not None:
        full, iso = at_time(full, due_time), f"{iso}T{due_time:%H:%M}"
        text = f"Today {due_time:%H:%M}" if away == 0 and not closed else text
    return Due(text, kind, full, iso)


def is_named_by_weekday(day: date, today: date) -> bool:
    """Whether a day that is neither today nor tomorrow is said by its weekday alone."""
    return today + timedelta(days=1) < day < today + timedelta(days=7)


def _open_words(due_on: date, today: date, away: int) -> tuple[str, str]:
    if away < -COUNTED_DAYS_AGO:
        return short_date(due_on, today), "late"
    if away < 0:
        return ("Yesterday" if away == -1 else f"{-away} days ago"), "late"
    if away <= 1:
        return ("Tomorrow" if away else "Today"), "soon"
    if is_named_by_weekday(due_on, today):
        return f"{due_on:%A}", ""
    return short_date(due_on, today), ""
