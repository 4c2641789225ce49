"""From the names that a body gives to ids: projects and tasks by key.

Ids pass unasked, because commands look for them anyway; so do the labels and people of a task, whom commands find by
their names.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from accounts.models import Membership
from accounts.models.membership import NO_MEMBER
from primetrade.errors import InvalidInput, NotFound
from primetrade.mailboxes import fold_email
from primetrade.near import SAID_MOST, quoted, with_near
from tasks.models import nearest
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
                near = nearest.projects(access) if name == "project" else {}
                raise InvalidInput.of(name, with_near(message, found[name], near)) from None
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
    strange = [name for name, address in addresses.items() if address not in known]
    if strange:
        near = nearest.people(access)
        said = [with_near(f"{quoted(one)} {NO_MEMBER}", one.partition("@")[0], near) for one in strange[:SAID_MOST]]
        raise InvalidInput(errors={"people": said})
    return {
        there: access.user.id if here == "me" else known[addresses[here]] if isinstance(here, str) else here
        for there, here in given.items()
    }
