"""Days known by a name, offered as due dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A date that can be chosen by name."""

    name: str
    iso: str
    note: str


def near_days(today: date) -> list[NamedDay]:
    """Today, tomorrow, the next Saturday and the next Monday; a date with two of these names goes by the first."""
    weekend = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    monday = today + timedelta(days=7 - today.weekday())
    named = (
        ("Today", today),
        ("Tomorrow", today + timedelta(days=1)),
        ("Saturday", weekend),
        ("Next Monday", monday),
    )
    name_of = {day: name for name, day in reversed(named)}
    return [NamedDay(name_of[day], day.isoformat(), f"{day:%a} {day.day} {day:%b}") for day in sorted(name_of)]
