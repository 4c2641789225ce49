"""Which tasks, in which order: one value that is read from URLs and the API, and written as a URL or a sentence.

filter = Filter.from_query(request.GET)      # raises BadRequest with every invalid parameter
filter.to_query()                            # "status=open&assignee=me"
filter.sentence(names)                       # "Status is open · Assignee is me"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from primetrade.errors import BadRequest
from primetrade.words import all_of, at_time, full_date, one_of
from tasks.fields.declaration import Field
from tasks.fields.task import CHOICES
from tasks.models.task import Status
from tasks.queries.filter_values import (
    CLOSED_STATUSES,
    DUE_WORDS,
    EARLIER_NAMES,
    OPEN_STATUSES,
    READERS,
    READERS_BY_NAME,
    STATUS_ALIASES,
)


@dataclass(frozen=True, slots=True)
class FilterPart:
    """One condition as text: `message` has places for `{field}` and `{value}`. `query` is the URL query without it."""

    name: str
    field: str
    message: str
    value: str
    query: str

    @property
    def text(self) -> str:
        """ "Status is open"."""
        return self.message.format(field=self.field, value=self.value)

    @property
    def html(self) -> SafeString:
        """The same as safe HTML, with the value set off."""
        return format_html(self.message, field=self.field, value=format_html("<b>{}</b>", self.value))


@dataclass(frozen=True, slots=True)
class Filter:
    """Values as in the URL: projects by key or id, labels and people by id, people also `me` and `none`. The API also
    takes names of labels, people and a parent (`by_name`), which filter_names.py turns into ids. `label`: any of them;
    `label_all`: all.

    `due` is one of DUE_WORDS, relative to the caller's today. `due_before` and `due_after` exclude their date; so do
    `created_after`, `updated_after` and `completed_after`, each a moment or a day in the caller's zone. `parent` is a
    task's id, or `none` for tasks that are not subtasks. `sort` is one of SORTS, with `-` before it if descending.
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
        """Read a QueryDict or mapping, ignoring parameters that are not filters. Raises BadRequest."""
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        readers = READERS | (READERS_BY_NAME if by_name else {})
        for name, read in readers.items():
            text = _joined_values(params, name)
            if text:
                try:
                    values[EARLIER_NAMES.get(name, name)] = read(text)
                except ValueError as error:
                    errors[name] = [str(error)]
        by_position = values.get("sort", "").lstrip("-") == "position"
        if by_position and len(values.get("project", ())) != 1:
            errors["sort"] = ["A position is one within a project: name one `project` too."]
        if errors:
            raise BadRequest("Some parameters can't be used.", errors=errors)
        return cls(**values)

    @property
    def choices(self) -> list[tuple[str, list[Any]]]:
        """The columns of declared choices that are filtered by, each with the stored values."""
        words_of = [(field, getattr(self, field.name)) for field in CHOICES]
        return [(field.column, [field.type.from_json(word) for word in words]) for field, words in words_of if words]

    @property
    def depends_on_today(self) -> bool:
        return self.due in ("overdue", "today", "week")

    def but(self, **values: Any) -> Filter:
        """The same filter with some values replaced."""
        return replace(self, **values)

    def to_query(self, *, without: Iterable[str] = ()) -> str:
        """The URL query for this filter, its parameters in a fixed order; empty for all tasks in the default order."""
        skipped = set(without)
        pairs = [(field.name, _text(getattr(self, field.name))) for field in fields(self) if field.name not in skipped]
        return urlencode([(name, text) for name, text in pairs if text], quote_via=quote, safe=",")

    def parts(self, names: Mapping[str, str] | None = None, *, without: Iterable[str] = ()) -> list[FilterPart]:
        """The conditions as text. `names` maps ids and keys to names; those without one are shown themselves."""
        known, skipped = names or {}, set(without)
        parts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value and field.name in _WORDS and field.name not in skipped:
                title, message, words = _WORDS[field.name]
                query = self.to_query(without=[*skipped, field.name])
                parts.append(FilterPart(field.name, title, message, words(value, known), query))
        return parts

    def sentence(self, names: Mapping[str, str] | None = None, *, without: Iterable[str] = ()) -> str:
        """ "Status is open · Assignee is me"; "All tasks" without a condition."""
        return " · ".join(part.text for part in self.parts(names, without=without)) or "All tasks"


def _joined_values(params: Any, name: str) -> str:
    """The values of a parameter, which may be repeated, joined by commas."""
    values = params.getlist(name) if hasattr(params, "getlist") else [params.get(name)]
    return ",".join(value for value in values if value)


# -- writing ----------------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if value in (OPEN_STATUSES, CLOSED_STATUSES):
        return "open" if value == OPEN_STATUSES else "closed"
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value or ""


def _status_words(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    alias = _text(value)
    return alias if alias in STATUS_ALIASES else one_of([Status(status).label.lower() for status in value])


def _choice_words(field: Field) -> Callable[[Any, Mapping[str, str]], str]:
    named = {
        option.word: option.word if field.type.is_nothing(option.value) else option.name.lower()
        for option in field.type.options
    }
    return lambda value, names: one_of([named[word] for word in value])


def _day_or_moment(value: date) -> str:
    return f"{at_time(full_date(value), value.time())} UTC" if isinstance(value, datetime) else full_date(value)


def _named(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    return one_of([names.get(text, text) for text in value])


_IS, ARE = "{field} is {value}", "{field} are {value}"
_WORDS: dict[str, tuple[str, str, Callable[[Any, Mapping[str, str]], str]]] = {
    field.name: (field.title, _IS, _choice_words(field)) for field in CHOICES
} | {
    "status": ("Status", _IS, _status_words),
    "project": ("Project", _IS, _named),
    "assignee": ("Assignee", _IS, _named),
    "label": ("Label", _IS, _named),
    "label_all": ("Labels", ARE, lambda value, names: all_of([names.get(text, text) for text in value])),
    "due": ("Due", _IS, lambda value, names: DUE_WORDS[value]),
    "due_before": ("Due", "{field} is before {value}", lambda value, names: full_date(value)),
    "due_after": ("Due", "{field} is after {value}", lambda value, names: full_date(value)),
    "created_after": ("Created", "{field} after {value}", lambda value, names: _day_or_moment(value)),
    "updated_after": ("Changed", "{field} after {value}", lambda value, names: _day_or_moment(value)),
    "completed_after": ("Completed", "{field} after {value}", lambda value, names: _day_or_moment(value)),
    "id": ("Task", "{field} is one of {value}", lambda value, names: f"{len(value)} chosen"),
    "parent": ("Parent", _IS, lambda value, names: names.get(value, value)),
}
