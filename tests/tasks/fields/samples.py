"""Two values that any field of a kind can have, made of its declaration: what is tested for one is tested for all."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from accounts.access import Access
from tasks.fields.declaration import Field, Link
from tasks.fields.value_types import LABEL
from tests.factories import LabelFactory, ProjectFactory, TaskFactory

SAMPLES: dict[str, tuple[Any, Any]] = {
    "text": ("First words", "Other words"),
    "markdown": ("*First* words", "*Other* words"),
    "date": (date(2030, 5, 6), date(2030, 5, 7)),
    "time": (time(9, 30), time(17, 45)),
    "minutes": (30, 90),
}
# What a field needs beside it.
BESIDE: dict[str, dict[str, Any]] = {"due_time": {"due_on": date(2030, 5, 6)}}


def samples(access: Access, field: Field) -> tuple[Any, Any]:
    """A value to begin with and another one."""
    if field.type.options:
        return field.type.options[1].value, field.type.options[2].value
    if field.type.name == "project":
        return ProjectFactory(access=access).id, ProjectFactory(access=access).id
    if field.type.name == "task":
        return TaskFactory(access=access).id, TaskFactory(access=access).id
    return SAMPLES[field.type.name]


def linkable(access: Access, link: Link) -> str:
    """The id of an object that a task can be linked with."""
    return str(LabelFactory(access=access).id if link.type is LABEL else access.user.id)
