"""Names, lists, days and moments as they stand within a sentence."""

from collections.abc import Sequence
from datetime import date, datetime, time

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUOTED_LIMIT = 60  # characters


def quoted(name: object) -> str:
    """A name or title in quotation marks, cut if long."""
    return f"“{shortened(str(name))}”"


def shortened(text: str) -> str:
    """A title cut to fit into a sentence."""
    return f"{text[:_QUOTED_LIMIT].rstrip()}…" if len(text) > _QUOTED_LIMIT else text


def all_of(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return _listed("{first} and {last}", words)


def one_of(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return _listed("{first} or {last}", words)


def _listed(message: str, words: Sequence[str]) -> str:
    *first, last = words or [""]
    return message.format(first=", ".join(first), last=last) if first else last


def at_time(day: str, at: time) -> str:
    """A day in words with a time: `3 Dec, 16:20`."""
    return f"{day}, {at:%H:%M}"


def short_date(day: date, today: date) -> str:
    """`3 Dec`, with the year unless it is this year."""
    if day.year == today.year:
        return f"{day.day} {_MONTHS[day.month]}"
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def full_date(day: date) -> str:
    """`Thursday 3 December 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def moment_words(moment: datetime, today: date) -> str:
    """`Today, 08:31`, `Yesterday, 17:48`, `3 Dec, 16:20`. Takes a moment in the person's own zone."""
    away = (today - moment.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(away) or short_date(moment.date(), today)
    return at_time(day, moment.time())
