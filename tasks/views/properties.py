"""The properties of a task, built from the declarations, for templates/components/property.html."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tasks.fields.declaration import Field, Link, Option
from tasks.fields.task import CHOICES, FIELDS, LINKS
from tasks.fields.value_types import PERSON
from tasks.views.pickers import PICKERS

# Title and description are on the page itself, the due time is beside the date, and the position is set by dragging.
_ELSEWHERE = ("title", "description", "due_time", "position")
# In the order of pages.
PEOPLE_FIRST = sorted(LINKS, key=lambda link: link.type is not PERSON)


def _shown() -> dict[str, Field | Link]:
    """Choices first, then what is linked, then the rest; keyed by their labels in lower case."""
    rest = [field for field in FIELDS if field not in CHOICES and field.name not in _ELSEWHERE]
    every: list[Field | Link] = [*CHOICES, *PEOPLE_FIRST, *rest]
    return {(one.label or one.title).lower(): one for one in every}


SHOWN = _shown()
# The others' menus are fetched, because there may be many choices.
IN_POPOVERS = [identifier for identifier, one in SHOWN.items() if one.type.name not in PICKERS]


@dataclass(frozen=True, slots=True)
class Property:
    """`opens`: a menu of choices, or a dialog with a form. `typed` is the value as a form sends it."""

    id: str
    name: str
    label: str
    title: str
    key: str
    template: str
    opens: str = "dialog"
    value: Any = None
    words: str = ""
    typed: str = ""
    is_nothing: bool = True
    options: tuple[Option, ...] = ()


def properties(task: Mapping[str, Any]) -> list[Property]:
    """All properties of a task."""
    return [property_of(identifier, task) for identifier in SHOWN]


def choices() -> tuple[Property, ...]:
    """The properties that have the same few values for every task, of no task."""
    return tuple(
        Property(name, one.name, one.label or one.title, one.title, one.key, "", "menu", options=one.type.options)
        for name, one in SHOWN.items()
        if isinstance(one, Field) and one in CHOICES
    )


def property_of(identifier: str, task: Mapping[str, Any]) -> Property:
    """One property of a task."""
    declared = SHOWN[identifier]
    named = (identifier, declared.name, declared.label or declared.title, declared.title, declared.key)
    if isinstance(declared, Link):
        return Property(*named, f"tasks/props/{declared.type.name}.html", value=task[declared.name])
    template = f"tasks/props/{'due' if declared.name == 'due_on' else declared.type.name}.html"
    if declared.type.read is None:  # another object of the workspace, read by the template
        parent = task["parent"] if declared.name == "parent" else None
        return Property(*named, template, typed=parent["key"] if parent else "")
    value_type, value = declared.type, task[declared.column]
    return Property(
        *named,
        template,
        "menu" if value_type.options else "dialog",
        value,
        "" if value is None else value_type.words(value),
        value_type.write(value),
        value_type.is_nothing(value),
        value_type.options,
    )
