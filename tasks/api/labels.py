"""/api/labels: the labels of a workspace."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.parameters import PAGE
from primetrade.api.serializers import Body, Choice, Text
from tasks.api.linked_rows import COLOURS
from tasks.api.row_schemas import LabelRow
from tasks.commands import create_label, delete_label, edit_label
from tasks.commands.labels import LABEL_NAME_LIMIT
from tasks.models import Label
from tasks.queries import catalogue


class NewLabel(Body):
    example = {"name": "Waiting for others", "colour": "teal"}
    name = Text(min_length=1, max_length=LABEL_NAME_LIMIT)
    colour = Choice(choices=COLOURS, required=False)


class LabelChange(Body):
    example = {"name": "Waiting", "colour": "orange"}
    name = Text(required=False, min_length=1, max_length=LABEL_NAME_LIMIT)
    colour = Choice(choices=COLOURS, required=False)


class Labels(SignedInEndpoint):
    @operation("List labels", parameters=PAGE, answers=[LabelRow], paged=True)
    def get(self, request: Request) -> HttpResponse:
        page = catalogue.labels(self.access, **self.page)
        return self.paged(page.rows, page.next)

    @operation("Create a label", body=NewLabel, answers=LabelRow, status=201)
    def post(self, request: Request) -> HttpResponse:
        outcome = create_label(self.access, **self.values)
        return self.done(outcome, catalogue.label(self.access, outcome.value.id), status=201)


class OneLabel(SignedInEndpoint):
    @operation("Read a label", answers=LabelRow)
    def get(self, request: Request, label: UUID) -> HttpResponse:
        row = catalogue.label(self.access, label)
        return self.answer(row, version=row["version"])

    @operation("Rename or colour a label", body=LabelChange, answers=LabelRow, takes_if_match=True)
    def patch(self, request: Request, label: UUID) -> HttpResponse:
        outcome = edit_label(self.access, label=label, if_version=self.if_version, **self.values)
        row = catalogue.label(self.access, label)
        return self.done(outcome, row)

    @operation(
        "Delete a label", "It is taken off its tasks. Undoing `meta.batch` puts it back on them.", takes_if_match=True
    )
    def delete(self, request: Request, label: UUID) -> HttpResponse:
        return self.done(delete_label(self.access, label=label, if_version=self.if_version), None)

    def current(self, row: Label) -> catalogue.ListedLabel:
        """What a 412 shows."""
        return catalogue.label(self.access, row.id)
