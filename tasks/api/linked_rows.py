"""The rows of people and labels, as tasks and comments name them."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from primetrade.api.examples import EXAMPLE_ID
from primetrade.api.serializers import Body, Choice, Id, name_words
from tasks.models.hues import Hue

COLOURS = name_words("Colour", Hue.values)


@extend_schema_field({"type": "string"})
class AnswerText(serializers.CharField):
    """Text in an answer."""


class PersonRow(Body):
    """`id` is null for someone who has no account here."""

    id = Id(allow_null=True)
    name = AnswerText()


class NamedPersonRow(PersonRow):
    """Whom a task or comment names. With a `source` it is a file that does, by `name` alone (`id` is null), even where
    a member is called the same; `brought_in_by` is who ran the import, null when that is not known.
    """

    example = {
        "id": None,
        "name": "Olivia",
        "source": "trello",
        "brought_in_by": {"id": EXAMPLE_ID, "name": "Ann"},
    }
    source = AnswerText(allow_null=True)  # type: ignore[assignment]  # an attribute of Field, which no row uses
    brought_in_by = PersonRow(allow_null=True)


class LabelName(Body):
    example = {"id": EXAMPLE_ID, "name": "Waiting for others", "colour": "orange"}
    id = Id()
    name = AnswerText()
    colour = Choice(choices=COLOURS)
