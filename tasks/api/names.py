"""What a body may call things: an id or a key in any case, `me` or an e-mail address, a label's name.

An object such as a GET answers is taken, too: its id counts. What a name stands for is asked later, where the rows are.
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
from tasks.api.paths import ProjectReference, TaskReference
from tasks.commands.labels import LABEL_NAME_LIMIT
from tasks.commands.task_links import NamedByFile

_OBJECT = {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}
_BY_FILE = {
    "type": "object",
    "description": "Somebody whom only an imported file names, as a GET says it: stays. Who is left out is taken off.",
    "properties": {"id": {"type": "null"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
_MEMBER = "Id, `me`, or the e-mail address of a member."


def _schema(**text: Any) -> dict[str, Any]:
    return {"anyOf": [{"type": "string", **text}, _OBJECT]}


class _Named(Id):
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
        """The one spelling."""
        return text.upper()


@extend_schema_field(_schema(pattern=f"^(?:{ProjectReference.regex})$", description="Id or key, in any case."))
class ProjectName(_Named):
    form = re.compile("[A-Za-z][A-Za-z0-9]{1,9}")
    message = "This must be the key or the id of a project."


@extend_schema_field(_schema(pattern=f"^(?:{TaskReference.regex})$", description="Id or key, in any case."))
class TaskName(_Named):
    form = re.compile("[A-Za-z][A-Za-z0-9]{1,9}-[1-9][0-9]{0,8}")
    message = "This must be the key or the id of a task."


@extend_schema_field(_schema(description=_MEMBER, maxLength=EMAIL_LIMIT))
class MemberName(_Named):
    form = re.compile(rf"me|(?=.{{3,{EMAIL_LIMIT}}}$)[^@\s]+@[^@\s]+")
    message = "This must be `me`, the e-mail address or the id of a person."

    def spelled(self, text: str) -> str:
        return text


@extend_schema_field({"anyOf": [*_schema(description=_MEMBER, maxLength=EMAIL_LIMIT)["anyOf"], _BY_FILE]})
class AssigneeName(MemberName):
    """A member, or somebody whom only a file names: without an id, as a GET says it, and by the name."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and data.get("id", "") is None:
            name = data.get("name")
            if not isinstance(name, str):
                raise serializers.ValidationError("Without an `id` this needs the `name` that a GET gave.")
            return NamedByFile(name)
        return super().to_internal_value(data)


@extend_schema_field(_schema(description="Id or name.", minLength=1, maxLength=LABEL_NAME_LIMIT))
class LabelName(_Named):
    form = re.compile(".+", re.DOTALL)  # the command bounds it
    message = "This must be the name or the id of a label."

    def spelled(self, text: str) -> str:
        return text


class Members(Names):
    """People, at most 100."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=AssigneeName(), **kwargs)


class Labels(Names):
    """Labels, at most 100."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=LabelName(), **kwargs)
