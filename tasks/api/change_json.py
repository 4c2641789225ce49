"""Changes of the log as JSON for the API: names and values as declared in tasks/fields, objects in place of ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from accounts.access import Access
from tasks.fields.logged import LOGGED
from tasks.fields.task import LINK_OF
from tasks.queries.history import LoggedChange
from tasks.queries.log_names import LogNames, log_names


def _project(value: str, names: LogNames) -> Any:
    return names.projects.get(value) or {"id": value, "key": None, "name": None, "colour": None}


def _person(value: str, names: LogNames) -> dict[str, Any]:
    return {"id": value, "name": names.people.get(value)}


def _label(value: str, names: LogNames) -> dict[str, Any]:
    return {"id": value, "name": None, "colour": names.colours.get(value)}


# Types whose ids are replaced by objects.
_OBJECTS: dict[str, Callable[[str, LogNames], Any]] = {"project": _project, "person": _person, "label": _label}


def changes_as_json(access: Access, changes: Sequence[LoggedChange]) -> list[dict[str, Any]]:
    """A page of changes (history.py) as JSON. At most three statements."""
    names = log_names(access, changes)
    return [
        {name: value for name, value in change.items() if name != "named"}
        | {"before": _side(change, change["before"], names), "after": _side(change, change["after"], names)}
        for change in changes
    ]


def _side(change: LoggedChange, values: dict[str, Any], names: LogNames) -> dict[str, Any]:
    """One side of a change, `before` or `after`."""
    link = LINK_OF.get(change["verb"])
    if not values:
        return {}
    if link is not None:
        linked = _OBJECTS[link.type.name](values[link.logged_as], names) | {"name": values["name"]}
        return {link.one: change["named"] or linked}
    known, side = LOGGED[change["kind"]], {}
    for name, value in values.items():
        logged = known.get(name)  # None for a column that no longer exists: its value is shown as logged
        if logged is not None and value is not None:
            value_type = logged.type
            value = _OBJECTS[value_type.name](value, names) if value_type.as_object else value_type.log_to_json(value)
        side[logged.name if logged else name] = value
    return side
