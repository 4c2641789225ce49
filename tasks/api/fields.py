"""/api/fields: the fields and links of a task, from their declarations in tasks/fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.serializers import Body, YesNo
from tasks.api.linked_rows import AnswerText
from tasks.fields.declaration import Field, Link
from tasks.fields.task import FIELDS, LINKS
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.sorts import SORTS


class OptionRow(Body):
    component = "FieldOption"
    value = AnswerText()
    title = AnswerText()


class FieldRow(Body):
    """`options` are the values of a choice, in order. `filters` are the parameters of `/api/tasks` that filter by it;
    `sort` is the name of its sort order there, null if there is none.
    """

    component = "TaskField"
    example = {
        "name": "priority",
        "type": "choice",
        "title": "Priority",
        "required": False,
        "options": [{"value": "none", "title": "No priority"}, {"value": "low", "title": "Low"}],
        "filters": ["priority"],
        "sort": "priority",
    }
    name = AnswerText()
    type = AnswerText()
    title = AnswerText()
    required = YesNo()  # type: ignore[assignment]  # an attribute of Field, which no row uses
    options = OptionRow(many=True)
    filters = serializers.ListField(child=AnswerText())
    sort = AnswerText(allow_null=True)


class Fields(SignedInEndpoint):
    @operation("List the fields of a task", "With their names, values, filters and sort orders.", answers=[FieldRow])
    def get(self, request: Request) -> HttpResponse:
        return self.answer([_field(field) for field in FIELDS] + [_link(link) for link in LINKS])


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type.name,
        "title": field.title,
        "required": field.required,
        "options": [{"value": option.word, "title": option.name} for option in field.type.options],
        "filters": _filters(field),
        "sort": next((word for word, sort in SORTS.items() if sort.field == field.column), None),
    }


def _filters(declared: Field | Link) -> list[str]:
    return [parameter.name for parameter in PARAMETERS if parameter.field == declared.name]


def _link(link: Link) -> dict[str, Any]:
    return {
        "name": link.name,
        "type": link.type.several,
        "title": link.title,
        "required": False,
        "options": [],
        "filters": _filters(link),
        "sort": None,
    }
