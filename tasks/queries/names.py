"""From the names that a body gives to ids: projects and tasks by key.

Ids pass unasked, because commands look for them anyway; so do labels and people, whom commands find by their names.
"""

from __future__ import annotations

from typing import Any

from accounts.access import Access
from primetrade.errors import InvalidInput, NotFound
from tasks.queries import references

_FINDERS = {
    "project": (references.project_id, "There is no such project here."),
    "parent": (references.task_id, "There is no such task here."),
    "before": (references.task_id, "There is no such task here."),
    "after": (references.task_id, "There is no such task here."),
}


def ids_of(access: Access, values: dict[str, Any]) -> dict[str, Any]:
    """The values with ids for names; one or two statements a key. Raises InvalidInput."""
    found = dict(values)
    for name, (find, message) in _FINDERS.items():
        if isinstance(found.get(name), str):
            try:
                found[name] = find(access, found[name])
            except NotFound:
                raise InvalidInput.of(name, message) from None
    return found
