"""Changes as the API says them. The log keeps each field in its own encoding; here is what becomes of its names and
values, for docs/api.md too. What is not in the table is said as it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from accounts.access import Access
from primetrade.words import PRIORITY_WORDS
from tasks.queries.engine import Row, as_moment
from tasks.queries.log_names import Names, names_in

Say = Callable[[Any, Names], Any]


def _same(value: Any, names: Names) -> Any:
    return value


def _moment(value: str, names: Names) -> Any:
    return as_moment(value)


def _priority(value: int, names: Names) -> str:
    return PRIORITY_WORDS[value]


def _time_of_day(value: str, names: Names) -> str:
    return value[:5]


def _project(value: str, names: Names) -> Row:
    return names.projects.get(value) or {"id": value, "key": None, "name": None, "colour": None}


def _person(value: str, names: Names) -> Row:
    return {"id": value, "name": names.people.get(value)}


# Kind → name in the log → its name and how it is said. Those of a model are its LOGGED; the rest is said beside them.
FIELDS: dict[str, dict[str, tuple[str, Say]]] = {
    "task": {
        "project_id": ("project", _project),
        "number": ("number", _same),
        "title": ("title", _same),
        "description": ("description", _same),
        "status": ("status", _same),
        "priority": ("priority", _priority),
        "due_on": ("due_on", _same),
        "due_time": ("due_time", _time_of_day),
        "due_zone": ("due_zone", _same),
        "start_on": ("start_on", _same),
        "estimate_minutes": ("estimate_minutes", _same),
        "parent_id": ("parent_id", _same),
        "position": ("position", _same),
        "completed_at": ("completed_at", _moment),
        "deleted_at": ("deleted_at", _moment),
    },
    "project": {
        "key": ("key", _same),
        "name": ("name", _same),
        "description": ("description", _same),
        "colour": ("colour", _same),
        "is_inbox": ("is_inbox", _same),
        "archived_at": ("archived_at", _moment),
        "deleted_at": ("deleted_at", _moment),
        "tasks_count": ("tasks_count", _same),
    },
    "label": {"name": ("name", _same), "colour": ("colour", _same), "deleted_at": ("deleted_at", _moment)},
    "comment": {"task_id": ("task_id", _same), "body": ("body", _same), "deleted_at": ("deleted_at", _moment)},
    "membership": {"user_id": ("user", _person), "role": ("role", _same), "name": ("name", _same)},
    "workspace": {"name": ("name", _same)},
}
# Verbs whose change is one label or one person, put on or taken off: how the pair in the log is said.
LINKS: dict[str, str] = {
    "label_added": "label",
    "label_removed": "label",
    "assigned": "assignee",
    "unassigned": "assignee",
}


def change_rows(access: Access, changes: Sequence[Row]) -> list[Row]:
    """The rows of a page of history.py, said. At most three statements."""
    names = names_in(access, changes)
    return [
        {name: value for name, value in change.items() if name != "named"}
        | {"before": _said(change, "before", names), "after": _said(change, "after", names)}
        for change in changes
    ]


def _said(change: Row, side: str, names: Names) -> Row:
    values, link = change[side], LINKS.get(change["verb"])
    if not values:
        return {}
    if link == "label":
        return {link: {"id": values["label"], "name": values["name"], "colour": names.colours.get(values["label"])}}
    if link == "assignee":
        return {link: change["named"]}
    known = FIELDS[change["kind"]]
    said = {}
    for name, value in values.items():
        called, say = known.get(name, (name, _same))
        said[called] = None if value is None else say(value, names)
    return said
