"""/api/imports/formats: which files can be imported, from the declarations in tasks/imports/formats."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.serializers import Body, Choice, Count
from tasks.api.linked_rows import AnswerText
from tasks.imports.formats import FORMATS
from tasks.imports.parsing import MAX_BYTES


class FormatRow(Body):
    """`format` names it in an upload and in the `source` of what came with it. `about` says what is read; it is empty
    if nothing needs to be said.
    """

    component = "ImportFormat"
    example = {"format": "trello", "name": "Trello", "endings": [".json"], "max_bytes": MAX_BYTES, "about": ""}
    format = Choice(choices=list(FORMATS))
    name = AnswerText()
    endings = serializers.ListField(child=AnswerText())
    max_bytes = Count()
    about = AnswerText()


class ImportFormats(SignedInEndpoint):
    @operation("List the formats that can be imported", "With the endings of their files.", answers=[FormatRow])
    def get(self, request: Request) -> HttpResponse:
        formats = [
            {
                "format": one.source,
                "name": one.name,
                "endings": one.endings,
                "max_bytes": MAX_BYTES,
                "about": one.about,
            }
            for one in FORMATS.values()
        ]
        return self.answer(formats)
