"""Serializer fields for the declared fields and links of a task, in bodies and in rows, and their conversions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from primetrade.api.serializers import Choice, Count, IsoDate, Text, TimeOfDay, Whole, form_of_days, name_words
from primetrade.text import MARKDOWN_BYTES, TITLE_LIMIT
from tasks.api.linked_rows import AnswerText, LabelName, NamedPersonRow
from tasks.api.name_fields import LabelsField, MembersField, ProjectNameField, TaskNameField
from tasks.fields.declaration import Field, Link
from tasks.fields.task import BY_NAME, FIELDS, LINKS
from tasks.fields.value_types import ESTIMATE_LIMIT_MINUTES
from tasks.models.task import DATE_RANGE
from tasks.queries.sql.task_rows import ListedTask

# The words of each choice, a component of the schema that is named after the field.
CHOICE_WORDS: dict[str, list[str]] = {
    field.name: name_words(field.name.title().replace("_", ""), [option.word for option in field.type.options])
    for field in FIELDS
    if field.type.options
}


@extend_schema_field({"type": "string", "format": "date", "pattern": f"^{form_of_days(*DATE_RANGE)}$"})
class TaskDate(IsoDate):
    """A date that a task can have."""


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": ESTIMATE_LIMIT_MINUTES})
class Estimate(Whole):
    """Minutes, at most a year; the command checks the bound."""


AnyField = serializers.Field[Any, Any, Any, Any]
MakeField = Callable[..., AnyField]  # given a Field or Link


def _line(field: Field, **given: Any) -> AnyField:
    return Text(min_length=1 if field.required else None, max_length=TITLE_LIMIT, **given)


def _markdown(field: Field, **given: Any) -> AnyField:
    return Text(max_length=MARKDOWN_BYTES, help_text="Markdown, at most 20 kB.", **given)


# By type name: the serializer field in a body and in a row. Types missing here are written out in the serializers.
_BODY_FIELDS: dict[str, MakeField] = {
    "text": _line,
    "markdown": _markdown,
    "choice": lambda field, **given: Choice(choices=CHOICE_WORDS[field.name], **given),
    "date": lambda field, **given: TaskDate(allow_null=True, **given),
    "time": lambda field, **given: TimeOfDay(allow_null=True, **given),
    "minutes": lambda field, **given: Estimate(allow_null=True, **given),
    "project": lambda field, **given: ProjectNameField(**given),
    "task": lambda field, **given: TaskNameField(allow_null=True, **given),
    "label": lambda link, **given: LabelsField(**given),
    "person": lambda link, **given: MembersField(**given),
}
_ROW_FIELDS: dict[str, MakeField] = {
    "text": lambda field: AnswerText(),
    "choice": lambda field: Choice(choices=CHOICE_WORDS[field.name]),
    "date": lambda field: IsoDate(allow_null=True),
    "time": lambda field: TimeOfDay(allow_null=True),
    "minutes": lambda field: Count(allow_null=True),
    "label": lambda link: LabelName(many=True),
    "person": lambda link: NamedPersonRow(many=True),
}


def body_fields(*, new: bool) -> dict[str, AnyField]:
    """The fields and links of a body. A new task needs the required ones, a change none."""
    fields = {
        field.name: _BODY_FIELDS[field.type.name](field, required=new and field.required)
        for field in FIELDS
        if field.type.name in _BODY_FIELDS
    }
    if new:
        fields["project"].allow_null = True  # the Inbox
    return fields | {link.name: _BODY_FIELDS[link.type.name](link, required=False) for link in LINKS}


def row_fields() -> dict[str, AnyField]:
    """The fields and links of a row."""
    declared: tuple[Field | Link, ...] = (*FIELDS, *LINKS)
    return {one.name: _ROW_FIELDS[one.type.name](one) for one in declared if one.type.name in _ROW_FIELDS}


def command_values(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a body as commands take them: choices by value, not by word."""
    return {
        name: BY_NAME[name].type.from_json(value) if name in BY_NAME and value is not None else value
        for name, value in values.items()
    }


_CONVERTED = [(field.column, field.type.to_json) for field in FIELDS if field.type.name in _ROW_FIELDS]


def task_as_json(row: ListedTask) -> dict[str, Any]:
    """A row for the API, its values in the form that bodies take."""
    values: dict[str, Any] = {**row}
    for name, to_json in _CONVERTED:
        values[name] = to_json(values[name])
    return values
