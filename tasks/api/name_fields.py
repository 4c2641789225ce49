"""Fields of a body that name things: by an id, a key in any case, `me`, an e-mail address or a label's name.

An object from the answer of a GET is accepted too, by its id. Names are looked up later (tasks/queries/body_names.py).
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models.user import EMAIL_LIMIT
from primetrade.api.serializers import Id, Names
from primetrade.ids import is_id
from tasks.commands.labels import LABEL_NAME_LIMIT
from tasks.commands.people import NamedByFile
from tasks.converters import ProjectReference, TaskReference
from tasks.keys import PROJECT_KEY_TYPED, TASK_KEY_TYPED

_OBJECT = {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}
_BY_FILE = {
    "type": "object",
    "description": "Somebody known only from an imported file, as in a GET: stays. Whoever is left out is taken off.",
    "properties": {"id": {"type": "null"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
_MEMBER = "Id, `me`, or the e-mail address of a member."


def _schema(**text: Any) -> dict[str, Any]:
    return {"anyOf": [{"type": "string", **text}, _OBJECT]}


class _NameField(Id):
    """An id, or text of another form."""

    form = re.compile("")
    message = ""

    def to_internal_value(self, data: Any) -> Any:
        given = data.get("id") if isinstance(data, dict) else data
        if isinstance(given, str) and is_id(given.lower()):
            return UUID(given)
        if isinstance(given, str) and given is data and self.form.fullmatch(given):
            return self.spelled(given)
        raise serializers.ValidationError(self.message)

    def spelled(self, text: str) -> str:
        """The canonical spelling."""
        return text.upper()


@extend_schema_field(_schema(pattern=f"^(?:{ProjectReference.regex})$", description="Id or key, in any case."))
class ProjectNameField(_NameField):
    form = re.compile(PROJECT_KEY_TYPED)
    message = "This must be the key or the id of a project."


@extend_schema_field(_schema(pattern=f"^(?:{TaskReference.regex})$", description="Id or key, in any case."))
class TaskNameField(_NameField):
    form = re.compile(TASK_KEY_TYPED)
    message = "This must be the key or the id of a task."


@extend_schema_field(_schema(description=_MEMBER, maxLength=EMAIL_LIMIT))
class MemberNameField(_NameField):
    form = re.compile(rf"me|(?=.{{3,{EMAIL_LIMIT}}}$)[^@\s]+@[^@\s]+")
    message = "This must be `me`, the e-mail address or the id of a person."

    def spelled(self, text: str) -> str:
        return text


@extend_schema_field({"anyOf": [*_schema(description=_MEMBER, maxLength=EMAIL_LIMIT)["anyOf"], _BY_FILE]})
class AssigneeNameField(MemberNameField):
    """A member, or somebody whom only a file names: an object with the name and no id, as in the answer of a GET."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and data.get("id", "") is None:
            name = data.get("name")
            if not isinstance(name, str):
                raise serializers.ValidationError("Without an `id` this needs the `name` that a GET gave.")
            return NamedByFile(name)
        return super().to_internal_value(data)


@extend_schema_field(_schema(description="Id or name.", minLength=1, maxLength=LABEL_NAME_LIMIT))
class LabelNameField(_NameField):
    form = re.compile(".+", re.DOTALL)  # the command bounds it
    message = "This must be the name or the id of a label."

    def spelled(self, text: str) -> str:
        return text


class MembersField(Names):
    """People, at most 100."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=AssigneeNameField(), **kwargs)


class LabelsField(Names):
    """Labels, at most 100."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=LabelNameField(), **kwargs)
