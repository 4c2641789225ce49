"""The types of values: what is valid, how forms, the API and the log write it, what people read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Choices

from primetrade.errors import InvalidInput
from primetrade.text import MARKDOWN_BYTES, TITLE_LIMIT, clean_line, clean_markdown
from primetrade.words import full_date, short_date
from tasks.models.task import DATE_RANGE

from .declaration import Option, ValueType

ESTIMATE_LIMIT_MINUTES = 60 * 24 * 365
# Also the `pattern` of inputs, so it is written in what Python and JavaScript both read.
_DURATION = r"(?i:(?:(\d{1,4}(?:[.,]\d{1,2})?)\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,6})\s*m?(?:in(?:utes?|s)?)?)?)"
_DURATION_WRITTEN = "Write it as 2h, 1h 30m or 45m."


def _any(field: str, value: Any) -> Any:
    return value


# -- text -------------------------------------------------------------------------------------------------------------


def _line(field: str, value: str) -> str:
    return clean_line(value, field=field)


def _markdown(field: str, value: str) -> str:
    return clean_markdown(value, field=field)


TEXT = ValueType("text", _any)
LINE = ValueType("text", _line, _line, bounds={"maxlength": TITLE_LIMIT})
MARKDOWN = ValueType("markdown", _markdown, _markdown, bounds={"maxlength": MARKDOWN_BYTES})


# -- choices ----------------------------------------------------------------------------------------------------------


def choice(values: type[Choices], *, nothing: Any = None) -> ValueType:
    """One of a model's choices. Choices stored as numbers are written as their names in the code, in lower case."""
    options = tuple(
        Option(one.value, one.value if isinstance(one.value, str) else one.name.lower(), str(one.label))
        for one in values
    )
    by_value = {option.value: option for option in options}
    word_of = {option.value: option.word for option in options}
    by_word = {option.word: option.value for option in options}
    typed = {str(option.value): option.value for option in options} | by_word

    def check(field: str, value: Any) -> Any:
        if value not in by_value:
            raise InvalidInput.of(field, f"Choose one of {', '.join(map(str, by_value))}.")
        return value

    def read(field: str, text: str) -> Any:
        if text not in typed:
            raise InvalidInput.of(field, f"Choose one of {', '.join(by_word)}.")
        return typed[text]

    return ValueType(
        "choice",
        check,
        read,
        words=lambda value: by_value[value].name,
        in_sentence=lambda value, today: by_value[value].name.lower(),
        from_json=lambda word: by_word[word],
        to_json=word_of.__getitem__,
        log_to_json=word_of.__getitem__,
        options=options,
        nothing=nothing,
    )


# -- days and times ---------------------------------------------------------------------------------------------------


def _check_day(field: str, value: date | None) -> date | None:
    if value is not None and not DATE_RANGE[0] <= value < DATE_RANGE[1]:
        raise InvalidInput.of(field, "Choose a date between 1970 and 2199.")
    return value


def _read_day(field: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise InvalidInput.of(field, "Write the date as 2026-12-03.") from None


def _check_time(field: str, value: time | None) -> time | None:
    return value.replace(second=0, microsecond=0, tzinfo=None) if value is not None else None


def _read_time(field: str, text: str) -> time | None:
    try:
        return _check_time(field, time.fromisoformat(text.strip())) if text.strip() else None
    except ValueError:
        raise InvalidInput.of(field, "Write the time as 14:30.") from None


def clock(value: time | None) -> str:
    """A time of day as 14:30; "" for None."""
    return f"{value:%H:%M}" if value is not None else ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


DAY = ValueType(
    "date",
    _check_day,
    _read_day,
    write=lambda day: day.isoformat() if day else "",
    words=full_date,
    in_sentence=short_date,
    from_log=date.fromisoformat,
    bounds={"min": DATE_RANGE[0].isoformat(), "max": (DATE_RANGE[1] - timedelta(days=1)).isoformat()},
)
TIME = ValueType(
    "time",
    _check_time,
    _read_time,
    write=clock,
    words=clock,
    to_json=lambda value: value and clock(value),
    from_log=time.fromisoformat,
    log_to_json=lambda text: text[:5],
)
MOMENT = ValueType("moment", _any, from_log=_moment, log_to_json=_moment)


# -- lengths of time --------------------------------------------------------------------------------------------------


def duration(minutes: int) -> str:
    """90 → "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    in_hours = "1 hour" if hours == 1 else f"{hours} hours"
    in_minutes = "1 minute" if rest == 1 else f"{rest} minutes"
    if hours and rest:
        return f"{in_hours} {in_minutes}"
    return in_hours if hours else in_minutes


def short_duration(minutes: int | None) -> str:
    """90 → "1h 30m", as people type it; "" for None."""
    if minutes is None:
        return ""
    counted = zip(divmod(minutes, 60), "hm", strict=True)
    return " ".join(f"{count}{unit}" for count, unit in counted if count) or "0m"


def _check_minutes(field: str, value: int | None) -> int | None:
    if value is not None and not 0 <= value <= ESTIMATE_LIMIT_MINUTES:
        raise InvalidInput.of(field, "Estimate between 0 minutes and a year.")
    return value


def _read_minutes(field: str, text: str) -> int | None:
    """`2h`, `1h 30m`, `1.5 hours`, `45` (minutes) → minutes."""
    if not text.strip():
        return None
    match = re.fullmatch(_DURATION, text.strip())
    if match is None:
        raise InvalidInput.of(field, _DURATION_WRITTEN)
    return round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or 0)


MINUTES = ValueType(
    "minutes",
    _check_minutes,
    _read_minutes,
    write=short_duration,
    words=duration,
    bounds={"pattern": rf"\s*{_DURATION}\s*", "title": _DURATION_WRITTEN, "placeholder": "1h 30m"},
)


# -- values that people don't set, or that refer to other objects ------------------------------------------------------

PLAIN = ValueType("plain", _any)
PLACE = ValueType("place", _any)
PROJECT = ValueType("project", _any, as_object=True)
PERSON = ValueType("person", _any, as_object=True, several="people")
LABEL = ValueType("label", _any, as_object=True, several="labels")
TASK = ValueType("task", _any, bounds={"maxlength": 36})  # an id; keys are shorter
