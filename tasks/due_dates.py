"""Due dates in words ("Tomorrow", "3 days ago"), and the one rule of what is overdue.

An open task is overdue when its date is before the reader's today; or when it is due today at a time that the clock of
its own zone had passed at the last full five minutes. Statements ask by `passed_times`, all else by `is_passed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from primetrade.words import at_time, full_date, short_date

COUNTED_DAYS_AGO = 30  # anything longer ago is shown as a date


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in words. `kind` is "late", "soon" or ""; `full` is the whole date, for a tooltip."""

    text: str
    kind: str
    full: str
    iso: str

    @property
    def day(self) -> str:
        """The date without its time: "2026-12-24"."""
        return self.iso[:10]


@lru_cache(maxsize=1024)  # a row says it twice, and a list has the same few days over and over
def due_words(
    due_on: date, today: date, *, due_time: time | None = None, closed: bool = False, passed: bool = False
) -> Due:
    """The due date as a person would say it on `today`. `passed` is what `is_passed` says.

    A closed task is never late or soon.
    """
    away = (due_on - today).days
    text, kind = (short_date(due_on, today), "") if closed else _open_words(due_on, today, away)
    full, iso = full_date(due_on), due_on.isoformat()
    if due_time is not None:
        full, iso = at_time(full, due_time), f"{iso}T{due_time:%H:%M}"
        text = f"Today {due_time:%H:%M}" if away == 0 and not closed else text
        kind = "late" if passed and not closed else kind
    return Due(text, kind, full, iso)


def is_passed(due_on: date, due_time: time | None, zone: str, *, today: date, five_minutes: datetime) -> bool:
    """Whether something is due today, at a time that the clock of its zone had passed at these full five minutes."""
    if due_time is None or due_on != today:
        return False
    return due_time.isoformat() < passed_times(today, five_minutes).get(zone, "")


@lru_cache(maxsize=8)
def passed_times(today: date, five_minutes: datetime) -> Mapping[str, str]:
    """For each zone the time, as text, before which all times of `today` have passed there at these five minutes.

    A time that a clock shows twice has passed once first shown; one that it skips, once it is skipped.
    """
    times = {}
    for name, zone in _zones().items():
        shown = _shown(zone, five_minutes)
        times[name] = shown.time().isoformat() if shown.date() == today else "24:00:00" if shown.date() > today else ""
    return {name: before for name, before in times.items() if before}


def _shown(zone: ZoneInfo, five_minutes: datetime) -> datetime:
    """The latest time that the clock of a zone has shown: what it shows, unless it was set back and repeats itself."""
    local = five_minutes.astimezone(zone)
    if not local.fold:
        return local
    while local.fold:
        five_minutes -= timedelta(minutes=5)
        local = five_minutes.astimezone(zone)
    return local + timedelta(minutes=5)


@lru_cache(maxsize=1)
def _zones() -> dict[str, ZoneInfo]:
    return {name: ZoneInfo(name) for name in available_timezones()}


def is_named_by_weekday(day: date, today: date) -> bool:
    """Whether a day that is neither today nor tomorrow is shown by its weekday alone."""
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
