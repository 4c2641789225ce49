"""The values of a filter: readers turn text from a URL into them, or raise ValueError with a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from primetrade.ids import is_id
from primetrade.spelling import with_suggestion
from primetrade.words import quoted
from tasks.keys import is_project_key, read_task_key
from tasks.models.task import DATE_RANGE, OPEN, Status
from tasks.queries.sorts import SORTS

DUE_WORDS = {"overdue": "overdue", "today": "today", "week": "within a week", "none": "not set"}
VALUES_LIMIT = 50

_MOMENT_WITHOUT_ZONE = r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?"
_MOMENT = rf"{_MOMENT_WITHOUT_ZONE}(Z|[+-]\d\d:\d\d)"
NAME_LIMIT = 254  # of an address; names of labels are shorter
OPEN_STATUSES = tuple(status.value for status in OPEN)
CLOSED_STATUSES = tuple(status.value for status in Status if status not in OPEN)
STATUS_ALIASES = {"open": OPEN_STATUSES, "closed": CLOSED_STATUSES}
STATUS_WORDS = (*Status.values, *STATUS_ALIASES)


def written(value: Any) -> str:
    """A value as text in a URL; "" for none."""
    if value in (OPEN_STATUSES, CLOSED_STATUSES):
        return "open" if value == OPEN_STATUSES else "closed"
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value or ""


def _values(text: str, *, spelled: Callable[[str], str] = str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(map(spelled, text.split(",", VALUES_LIMIT + 1))))
    if len(values) > VALUES_LIMIT:
        raise ValueError(f"Use at most {VALUES_LIMIT} values.")
    return values


def _identifier(text: str) -> str:
    """The one spelling of an id; other text unchanged."""
    return text.lower() if is_id(text.lower()) else text


def _reference(text: str) -> str:
    """The one spelling of an id or a key."""
    return text.lower() if is_id(text.lower()) else text.upper()


def _one_of(text: str, allowed: Iterable[str]) -> str:
    if text not in allowed:
        raise ValueError(with_suggestion(f"{quoted(text)} is not one of {', '.join(allowed)}.", text, allowed))
    return text


def read_status(text: str) -> tuple[str, ...]:
    chosen: set[str] = set()
    for value in _values(text):
        chosen.update(STATUS_ALIASES.get(value) or (_one_of(value, STATUS_WORDS),))
    return tuple(status for status in Status.values if status in chosen)


def read_words(allowed: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        return tuple(_one_of(value, allowed) for value in _values(text))

    return read


def read_project(text: str) -> tuple[str, ...]:
    values = _values(text, spelled=_reference)
    for value in values:
        if not is_id(value) and not is_project_key(value):
            raise ValueError(f"{quoted(value)} is neither the key nor the id of a project.")
    return values


def read_people(text: str) -> tuple[str, ...]:
    values = _values(text, spelled=_identifier)
    for value in values:
        if value not in ("me", "none") and not is_id(value):
            raise ValueError(f"{quoted(value)} is not `me`, `none` or the id of a person.")
    return values


def read_ids(wrong: str) -> Callable[[str], tuple[str, ...]]:
    """A reader of ids; `wrong` is the message for a `{value}` that is not one."""

    def read(text: str) -> tuple[str, ...]:
        values = _values(text, spelled=_identifier)
        for value in values:
            if not is_id(value):
                raise ValueError(wrong.format(value=quoted(value)))
        return values

    return read


def read_names(text: str) -> tuple[str, ...]:
    """Names in any form; filter_names.py reports unknown ones."""
    values = _values(text, spelled=_identifier)
    for value in values:
        if not value.strip() or len(value) > NAME_LIMIT or "\0" in value:
            raise ValueError(f"{quoted(value)} is not a name.")
    return values


def read_due(text: str) -> str:
    return _one_of(text, DUE_WORDS)


def read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not DATE_RANGE[0] <= day < DATE_RANGE[1]:
        raise ValueError(f"{quoted(text)} is not a date such as 2026-12-31.")
    return day


def read_day_or_moment(text: str) -> date | datetime:
    """A day, or a moment with its zone, converted to UTC."""
    written = text.replace(" ", "+")  # a plus that was not percent-encoded
    if re.fullmatch(_MOMENT_WITHOUT_ZONE, written, re.ASCII):
        raise ValueError(f"{quoted(text)} needs its zone: write {written}Z, or with the offset, {written}%2B01:00.")
    if not re.fullmatch(_MOMENT, written, re.ASCII):
        return read_day(text)
    try:
        moment = datetime.fromisoformat(written)
        read_day(written[:10])
        return moment.astimezone(UTC)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a moment such as 2026-12-31T09:00:00Z.") from None


def read_since(text: str) -> date:
    """The earlier `completed_since` included its day: the day before, for `completed_after`."""
    return max(read_day(text), DATE_RANGE[0] + timedelta(days=1)) - timedelta(days=1)


def read_parent_name(text: str) -> str:
    text = text if text == "none" else _reference(text)
    if text != "none" and not is_id(text) and read_task_key(text) is None:
        raise ValueError(f"{quoted(text)} is not `none`, the key or the id of a task.")
    return text


def read_parent(text: str) -> str:
    text = _identifier(text)
    if text != "none" and not is_id(text):
        raise ValueError(f"{quoted(text)} is not `none` or the id of a task.")
    return text


def read_sort(text: str) -> str:
    _one_of(text.removeprefix("-"), SORTS)
    return text
