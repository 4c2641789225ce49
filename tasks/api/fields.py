"""/api/fields: what a task consists of, as it is declared in tasks/fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from accounts.api.endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.serializers import Body, YesNo
from tasks.api.values import Words
from tasks.fields.declaration import Field, Link
from tasks.fields.task import FIELDS, LINKS


class OptionRow(Body):
    component = "FieldOption"
    value = Words()
    title = Words()


class FieldRow(Body):
    """`options` are the values of a choice, in their order. `filters` are the parameters of `/api/tasks` that ask for
    it, `sort` is its word there, null where lists are not ordered by it.
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
    name = Words()
    type = Words()
    title = Words()
    required = YesNo()  # type: ignore[assignment]  # an attribute of Field, which no row uses
    options = OptionRow(many=True)
    filters = serializers.ListField(child=Words())
    sort = Words(allow_null=True)


class Fields(SignedInEndpoint):
    @operation("List the fields of a task", "With their words, values, filters and order.", answers=[FieldRow])
    def get(self, request: Request) -> HttpResponse:
        return self.answer([_field(field) for field in FIELDS] + [_link(link) for link in LINKS])


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.kind.name,
        "title": field.title,
        "required": field.required,
        "options": [{"value": option.word, "title": option.name} for option in field.kind.options],
        "filters": field.filters,
        "sort": field.sort or None,
    }


def _link(link: Link) -> dict[str, Any]:
    about = {"name": link.name, "type": link.name, "title": link.title, "required": False, "options": []}
    return about | {"filters": link.filters, "sort": None}
