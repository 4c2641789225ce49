"""From the names that a body gives to ids: projects and tasks by key.

Ids pass unasked, because commands look for them anyway; so do the labels and people of a task, whom commands find by
their names.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from accounts.models import Membership
from accounts.models.user import fold_email
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
    if found.get("people"):
        found["people"] = _people(access, found["people"])
    return found


def _people(access: Access, given: dict[str, Any]) -> dict[str, UUID | None]:
    """Who people of a file are here. One statement when there are addresses."""
    addresses = {name: fold_email(name) for name in given.values() if isinstance(name, str) and name != "me"}
    known: dict[str, UUID] = {}
    if addresses:
        rows = Membership.objects.of(access).filter(user__email__in=addresses.values())
        known = dict(rows.values_list("user__email", "user_id"))
    if not known.keys() >= set(addresses.values()):
        raise InvalidInput.of("people", "Match people of the file to members of this workspace only.")
    return {
        there: access.user.id if here == "me" else known[addresses[here]] if isinstance(here, str) else here
        for there, here in given.items()
    }
