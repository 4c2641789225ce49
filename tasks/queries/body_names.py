"""Keys of projects and tasks in the body of a request become ids.

Ids are not checked here, because commands look them up anyway; nor are the labels and people of a task, which commands
find by name.
"""

from __future__ import annotations

from typing import Any

from accounts.access import Access
from primetrade.errors import InvalidInput, NotFound
from primetrade.spelling import with_suggestion
from tasks.models import suggestions
from tasks.queries import references

_FINDERS = {
    "project": (references.project_id, "There is no such project here."),
    "parent": (references.task_id, "There is no such task here."),
    "before": (references.task_id, "There is no such task here."),
    "after": (references.task_id, "There is no such task here."),
}


def body_with_ids(access: Access, values: dict[str, Any]) -> dict[str, Any]:
    """The values with ids in place of names. One or two statements for each key. Raises InvalidInput."""
    values = dict(values)
    for name, (find, message) in _FINDERS.items():
        if isinstance(values.get(name), str):
            try:
                values[name] = find(access, values[name])
            except NotFound:
                near = suggestions.project_keys(access) if name == "project" else {}
                raise InvalidInput.of(name, with_suggestion(message, values[name], near)) from None
    return values
