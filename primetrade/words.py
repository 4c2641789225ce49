"""Days and moments as text for people."""

from datetime import date, datetime

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(day: date, today: date) -> str:
    """`3 Dec`, with the year unless it is this year."""
    return f"{day.day} {_MONTHS[day.month]}" + (f" {day.year}" if day.year != today.year else "")


def full_date(day: date) -> str:
    """`Thursday 3 December 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def moment_words(moment: datetime, today: date) -> str:
    """`Today, 08:31`, `Yesterday, 17:48`, `3 Dec, 16:20`. Takes a moment in the person's own zone."""
    away = (today - moment.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(away) or short_date(moment.date(), today)
    return f"{day}, {moment:%H:%M}"
