"""Which tasks, in which order: one value that a URL, the API and a sentence are made of.

filter = Filter.from_query(request.GET)      # raises BadRequest naming every parameter at fault
filter.to_query()                            # "status=open&assignee=me"
filter.sentence(names)                       # "Status is open · Assignee is me"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from primetrade.errors import BadRequest
from primetrade.ids import is_id
from primetrade.near import with_near
from primetrade.words import PRIORITY_NAMES, PRIORITY_WORDS, STATUS_NAMES, full_date
from tasks.models.project import KEY_FORM
from tasks.models.task import DATE_RANGE, OPEN, Status

SORTS = ("created", "updated", "due", "priority", "position", "title")
DUE_WORDS = {"overdue": "overdue", "today": "today", "week": "within a week", "none": "not set"}
VALUES_LIMIT = 50

_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)"
_TASK_KEY = r"[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,8}"
NAME_LIMIT = 254  # of an address; names of labels are shorter
_OPEN = tuple(status.value for status in OPEN)
_CLOSED = tuple(status.value for status in Status if status not in OPEN)
_STATUS_ALIASES = {"open": _OPEN, "closed": _CLOSED}
STATUS_WORDS = (*Status.values, *_STATUS_ALIASES)


@dataclass(frozen=True, slots=True)
class Part:
    """One condition in words, for a chip: "Status", "is", "open". `query` is the URL query without it."""

    name: str
    field: str
    verb: str
    value: str
    query: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Values are the URL's: projects by key or id, labels and people by id; people also `me` and `none`. A program may
    name labels, people and a parent otherwise (`by_name`), which filter_names.py then finds. `label`: any of them;
    `label_all`: all.

    `due` is one of DUE_WORDS, relative to the caller's today; `due_before` and `due_after` exclude their date.
    `created_after`, `updated_after` and `completed_after` exclude theirs, too: a moment, or a day of the caller.
    `parent` is a task's id, or `none` for tasks that are nobody's subtask. `sort`: one of SORTS, descending behind `-`.
    """

    status: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    label_all: tuple[str, ...] = ()
    due: str = ""
    due_before: date | None = None
    due_after: date | None = None
    created_after: date | datetime | None = None
    updated_after: date | datetime | None = None
    completed_after: date | datetime | None = None
    parent: str = ""
    id: tuple[str, ...] = ()
    sort: str = ""

    @classmethod
    def from_query(cls, params: Any, *, by_name: bool = False) -> Filter:
        """Read a QueryDict or mapping; names that are no filter's are left to others. Raises BadRequest."""
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        readers = _READERS | (_BY_NAME if by_name else {})
        for name, read in readers.items():
            given = params.getlist(name) if hasattr(params, "getlist") else [params[name]] if name in params else []
            text = ",".join(value for value in given if value)
            if text:
                try:
                    values[_EARLIER_NAMES.get(name, name)] = read(text)
                except ValueError as error:
                    errors[name] = [str(error)]
        if (
            values.get("sort", "").lstrip("-") == "position"
            and len(values.get("project", ())) != 1
            and "sort" not in errors
        ):
            errors["sort"] = ["A position is one within a project: name one `project` too."]
        if errors:
            raise BadRequest("Some parameters can't be used.", errors=errors)
        return cls(**values)

    @property
    def priorities(self) -> tuple[int, ...]:
        """The stored numbers of `priority`."""
        return tuple(PRIORITY_WORDS.index(word) for word in self.priority)

    @property
    def depends_on_today(self) -> bool:
        return self.due in ("overdue", "today", "week")

    def but(self, **values: Any) -> Filter:
        """The same filter with some values replaced."""
        return replace(self, **values)

    def to_query(self, *, without: Iterable[str] = ()) -> str:
        """The URL query that reads as this filter, in a lasting order; empty for everything in the usual order."""
        skipped = set(without)
        pairs = [(field.name, _text(getattr(self, field.name))) for field in fields(self) if field.name not in skipped]
        return urlencode([(name, text) for name, text in pairs if text], quote_via=quote, safe=",")

    def parts(self, names: Mapping[str, str] | None = None, *, without: Iterable[str] = ()) -> list[Part]:
        """The conditions in words. `names` says what ids and keys are called; unknown ones stay as they are."""
        known, skipped = names or {}, set(without)
        parts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value and field.name in _WORDS and field.name not in skipped:
                title, verb, words = _WORDS[field.name]
                query = self.to_query(without=[*skipped, field.name])
                parts.append(Part(field.name, title, verb, words(value, known), query))
        return parts

    def sentence(self, names: Mapping[str, str] | None = None, *, without: Iterable[str] = ()) -> str:
        """ "Status is open · Assignee is me"; "All tasks" without a condition."""
        parts = self.parts(names, without=without)
        return " · ".join(f"{part.field} {part.verb} {part.value}" for part in parts) or "All tasks"


# -- reading ----------------------------------------------------------------------------------------------------------


def _values(text: str, *, spelled: Callable[[str], str] = str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(map(spelled, text.split(",", VALUES_LIMIT + 1))))
    if len(values) > VALUES_LIMIT:
        raise ValueError(f"Use at most {VALUES_LIMIT} values.")
    return values


def _identifier(text: str) -> str:
    """The one spelling of an id; other text as it is."""
    return text.lower() if is_id(text.lower()) else text


def _reference(text: str) -> str:
    """The one spelling of an id or a key."""
    return text.lower() if is_id(text.lower()) else text.upper()


def _one_of(text: str, allowed: Iterable[str]) -> str:
    if text not in allowed:
        raise ValueError(with_near(f"{_short(text)} is not one of {', '.join(allowed)}.", text, allowed))
    return text


def _read_status(text: str) -> tuple[str, ...]:
    chosen: set[str] = set()
    for value in _values(text):
        chosen.update(_STATUS_ALIASES.get(value) or (_one_of(value, STATUS_WORDS),))
    return tuple(status for status in Status.values if status in chosen)


def _read_priority(text: str) -> tuple[str, ...]:
    return tuple(_one_of(value, PRIORITY_WORDS) for value in _values(text))


def _read_project(text: str) -> tuple[str, ...]:
    values = _values(text, spelled=_reference)
    for value in values:
        if not is_id(value) and not re.fullmatch(KEY_FORM, value, re.ASCII):
            raise ValueError(f"{_short(value)} is neither the key nor the id of a project.")
    return values


def _read_assignee(text: str) -> tuple[str, ...]:
    values = _values(text, spelled=_identifier)
    for value in values:
        if value not in ("me", "none") and not is_id(value):
            raise ValueError(f"{_short(value)} is not `me`, `none` or the id of a person.")
    return values


def _ids_of(kind: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        values = _values(text, spelled=_identifier)
        for value in values:
            if not is_id(value):
                raise ValueError(f"{_short(value)} is not the id of a {kind}.")
        return values

    return read


def _read_names(text: str) -> tuple[str, ...]:
    """Names of any form; filter_names.py says which are not there."""
    values = _values(text, spelled=_identifier)
    for value in values:
        if not value.strip() or len(value) > NAME_LIMIT or "\0" in value:
            raise ValueError(f"{_short(value)} is no name.")
    return values


def _read_due(text: str) -> str:
    return _one_of(text, DUE_WORDS)


def _read_date(text: str) -> date:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not DATE_RANGE[0] <= day < DATE_RANGE[1]:
        raise ValueError(f"{_short(text)} is not a date such as 2026-12-31.")
    return day


def _read_after(text: str) -> date | datetime:
    """A day, or a moment with its zone, in UTC."""
    written = text.replace(" ", "+")  # a plus that was not encoded
    if not re.fullmatch(_MOMENT, written, re.ASCII):
        return _read_date(text)
    try:
        moment = datetime.fromisoformat(written)
        _read_date(written[:10])
        return moment.astimezone(UTC)
    except ValueError:
        raise ValueError(f"{_short(text)} is not a moment such as 2026-12-31T09:00:00Z.") from None


def _read_since(text: str) -> date:
    """Pages said `completed_since`, which included its day."""
    return max(_read_date(text), DATE_RANGE[0] + timedelta(days=1)) - timedelta(days=1)


def _read_parent_name(text: str) -> str:
    text = text if text == "none" else _reference(text)
    if text != "none" and not is_id(text) and not re.fullmatch(_TASK_KEY, text, re.ASCII):
        raise ValueError(f"{_short(text)} is not `none`, the key or the id of a task.")
    return text


def _read_parent(text: str) -> str:
    text = _identifier(text)
    if text != "none" and not is_id(text):
        raise ValueError(f"{_short(text)} is not `none` or the id of a task.")
    return text


def _read_sort(text: str) -> str:
    _one_of(text.removeprefix("-"), SORTS)
    return text


def _short(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


_READERS: dict[str, Callable[[str], Any]] = {
    "status": _read_status,
    "priority": _read_priority,
    "project": _read_project,
    "assignee": _read_assignee,
    "label": _ids_of("label"),
    "label_all": _ids_of("label"),
    "due": _read_due,
    "due_before": _read_date,
    "due_after": _read_date,
    "created_after": _read_after,
    "updated_after": _read_after,
    "completed_after": _read_after,
    "completed_since": _read_since,
    "parent": _read_parent,
    "id": _ids_of("task"),
    "sort": _read_sort,
}
_BY_NAME: dict[str, Callable[[str], Any]] = {
    "assignee": _read_names,
    "label": _read_names,
    "label_all": _read_names,
    "parent": _read_parent_name,
}
_EARLIER_NAMES = {"completed_since": "completed_after"}
NAMES = tuple(name for name in _READERS if name not in _EARLIER_NAMES)

# -- writing ----------------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if value in (_OPEN, _CLOSED):
        return "open" if value == _OPEN else "closed"
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value or ""


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _status_words(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    alias = _text(value)
    return alias if alias in _STATUS_ALIASES else _listed(STATUS_NAMES[status].lower() for status in value)


def _priority_words(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    return _listed(PRIORITY_NAMES[PRIORITY_WORDS.index(word)].lower() if word != "none" else "none" for word in value)


def _day_or_moment(value: date) -> str:
    return f"{full_date(value)}, {value:%H:%M} UTC" if isinstance(value, datetime) else full_date(value)


def _named(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    return _listed(names.get(text, text) for text in value)


_WORDS: dict[str, tuple[str, str, Callable[[Any, Mapping[str, str]], str]]] = {
    "status": ("Status", "is", _status_words),
    "priority": ("Priority", "is", _priority_words),
    "project": ("Project", "is", _named),
    "assignee": ("Assignee", "is", _named),
    "label": ("Label", "is", _named),
    "label_all": ("Labels", "are", lambda value, names: " and ".join(names.get(text, text) for text in value)),
    "due": ("Due", "is", lambda value, names: DUE_WORDS[value]),
    "due_before": ("Due", "is before", lambda value, names: full_date(value)),
    "due_after": ("Due", "is after", lambda value, names: full_date(value)),
    "created_after": ("Created", "after", lambda value, names: _day_or_moment(value)),
    "updated_after": ("Changed", "after", lambda value, names: _day_or_moment(value)),
    "completed_after": ("Completed", "after", lambda value, names: _day_or_moment(value)),
    "id": ("Task", "is one of", lambda value, names: f"{len(value)} chosen"),
    "parent": ("Parent", "is", lambda value, names: names.get(value, value)),
}
