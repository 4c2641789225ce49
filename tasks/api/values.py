"""The values of declared fields and links: as bodies take them, as rows say them, both in the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from primetrade.api.serializers import Choice, Count, Day, Text, TimeOfDay, Whole, form_of_days, name_words
from primetrade.text import MARKDOWN_BYTES, TITLE_LIMIT
from tasks.api.names import Labels, Members, ProjectName, TaskName
from tasks.fields.declaration import Field
from tasks.fields.kinds import ESTIMATE_LIMIT_MINUTES
from tasks.fields.task import BY_NAME, FIELDS
from tasks.models.task import DATE_RANGE
from tasks.queries.sql.task_rows import ListedTask

# The words of each choice, which the schema has under the field's name.
CHOICES: dict[str, list[str]] = {
    field.name: name_words(field.name.title().replace("_", ""), [option.word for option in field.kind.options])
    for field in FIELDS
    if field.kind.options
}


@extend_schema_field({"type": "string"})
class Words(serializers.CharField):
    """Text in an answer."""


@extend_schema_field({"type": "string", "format": "date", "pattern": f"^{form_of_days(*DATE_RANGE)}$"})
class TaskDay(Day):
    """A date that a task can have."""


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": ESTIMATE_LIMIT_MINUTES})
class Estimate(Whole):
    """Minutes, at most a year of them; the command bounds them."""


Member = serializers.Field[Any, Any, Any, Any]
Make = Callable[..., Member]


def _line(field: Field, **given: Any) -> Member:
    return Text(min_length=1 if field.required else None, max_length=TITLE_LIMIT, **given)


def _markdown(field: Field, **given: Any) -> Member:
    return Text(max_length=MARKDOWN_BYTES, help_text="Markdown, at most 20 kB.", **given)


# By the name of a kind: what a body takes, and what a row says. A kind that is missing is said by a member of its own.
_TAKEN: dict[str, Make] = {
    "text": _line,
    "markdown": _markdown,
    "choice": lambda field, **given: Choice(choices=CHOICES[field.name], **given),
    "date": lambda field, **given: TaskDay(allow_null=True, **given),
    "time": lambda field, **given: TimeOfDay(allow_null=True, **given),
    "minutes": lambda field, **given: Estimate(allow_null=True, **given),
    "project": lambda field, **given: ProjectName(**given),
    "task": lambda field, **given: TaskName(allow_null=True, **given),
}
_SAID: dict[str, Make] = {
    "text": lambda field: Words(),
    "choice": lambda field: Choice(choices=CHOICES[field.name]),
    "date": lambda field: Day(allow_null=True),
    "time": lambda field: TimeOfDay(allow_null=True),
    "minutes": lambda field: Count(allow_null=True),
}


def taken(*, new: bool) -> dict[str, Member]:
    """The members of a body: a new task needs those that are required, a change none."""
    members = {
        field.name: _TAKEN[field.kind.name](field, required=new and field.required)
        for field in FIELDS
        if field.kind.name in _TAKEN
    }
    if new:
        members["project"].allow_null = True  # the Inbox
    return members | {"labels": Labels(required=False), "assignees": Members(required=False)}


def members() -> dict[str, Member]:
    """The members of a row."""
    return {field.name: _SAID[field.kind.name](field) for field in FIELDS if field.kind.name in _SAID}


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """As commands take them: what a word stands for."""
    return {
        name: BY_NAME[name].kind.from_json(value) if name in BY_NAME and value is not None else value
        for name, value in values.items()
    }


_RESPELLED = [(field.column, field.kind.to_json) for field in FIELDS if field.kind.name in ("choice", "time")]


def respelled(row: ListedTask) -> dict[str, Any]:
    """A task as the API says it: choices in words, times as they are taken."""
    said: dict[str, Any] = {**row}
    for name, spell in _RESPELLED:
        said[name] = spell(said[name])
    return said
