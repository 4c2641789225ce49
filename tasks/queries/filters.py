"""Which tasks, in which order: one value that is read from URLs and the API, and written as a URL or a sentence.

filter = Filter.from_query(request.GET)      # raises BadRequest with every invalid parameter
filter.to_query()                            # "status=open&assignee=me"
filter.sentence(names)                       # "Status is open · Assignee is me"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from primetrade.errors import BadRequest
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filter_values import written

_MEMBERS = {parameter.name: parameter for parameter in PARAMETERS if not parameter.instead_of}


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
        for parameter in PARAMETERS:
            text, name = _joined_values(params, parameter.name), parameter.instead_of or parameter.name
            if not text:
                continue
            try:
                value = parameter.reader(by_name=by_name)(text)
            except ValueError as error:
                errors[parameter.name] = [str(error)]
                continue
            if name in values:
                errors[parameter.name] = [f"Give `{name}` or `{parameter.name}`, not both."]
            values[name] = value
        by_position = values.get("sort", "").lstrip("-") == "position"
        if by_position and len(values.get("project", ())) != 1:
            errors["sort"] = ["A position is one within a project: name one `project` too."]
        if errors:
            raise BadRequest("Some parameters can't be used.", errors=errors)
        return cls(**values)

    def new_task(self) -> dict[str, list[str]]:
        """Initial values for the form of a new task, by input, so that the task matches; only where one value does."""
        filled: dict[str, list[str]] = {}
        for name, parameter in _MEMBERS.items():
            chosen = getattr(self, name)
            if parameter.fills and chosen and (parameter.every or len(chosen) == 1) and "none" not in chosen:
                filled[parameter.fills] = [*filled.get(parameter.fills, ()), *chosen]
        return filled

    def but(self, **values: Any) -> Filter:
        """The same filter with some values replaced."""
        return replace(self, **values)

    def to_query(self, *, without: Iterable[str] = ()) -> str:
        """The URL query for this filter, its parameters in a fixed order; empty for all tasks in the default order."""
        skipped = set(without)
        pairs = [(name, written(getattr(self, name))) for name in _MEMBERS if name not in skipped]
        return urlencode([(name, text) for name, text in pairs if text], quote_via=quote, safe=",")

    def parts(self, names: Mapping[str, str] | None = None, *, without: Iterable[str] = ()) -> list[FilterPart]:
        """The conditions as text. `names` maps ids and keys to names; those without one are shown themselves."""
        known, skipped = names or {}, set(without)
        parts = []
        for name, parameter in _MEMBERS.items():
            value = getattr(self, name)
            if value and parameter.title and name not in skipped:
                query = self.to_query(without=[*skipped, name])
                words = parameter.words(value, known)
                parts.append(FilterPart(name, parameter.title, parameter.message, words, query))
        return parts

    def sentence(self, names: Mapping[str, str] | None = None, *, without: Iterable[str] = ()) -> str:
        """ "Status is open · Assignee is me"; "All tasks" without a condition."""
        return " · ".join(part.text for part in self.parts(names, without=without)) or "All tasks"


def _joined_values(params: Any, name: str) -> str:
    """The values of a parameter, which may be repeated, joined by commas."""
    values = params.getlist(name) if hasattr(params, "getlist") else [params.get(name)]
    return ",".join(value for value in values if value)
