"""Keys of projects and tasks in the body of a request become ids.

Ids are not checked here, because commands look them up anyway; nor are the labels and people of a task, which commands
find by name.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from accounts.models import Membership
from accounts.models.membership import NO_MEMBER
from primetrade.errors import InvalidInput, NotFound
from primetrade.mailboxes import fold_email
from primetrade.spelling import SAID_LIMIT, with_suggestion
from primetrade.words import quoted
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
    if values.get("people"):
        values["people"] = _people(access, values["people"])
    return values


def _people(access: Access, given: dict[str, Any]) -> dict[str, UUID | None]:
    """The members that people of a file are matched with. One statement when there are addresses."""
    addresses = {name: fold_email(name) for name in given.values() if isinstance(name, str) and name != "me"}
    known: dict[str, UUID] = {}
    if addresses:
        rows = Membership.objects.of(access).filter(user__email__in=addresses.values())
        known = dict(rows.values_list("user__email", "user_id"))
    unknown = [name for name, address in addresses.items() if address not in known]
    if unknown:
        near = suggestions.member_addresses(access)
        messages = [
            with_suggestion(NO_MEMBER.format(name=quoted(name)), name.partition("@")[0], near)
            for name in unknown[:SAID_LIMIT]
        ]
        raise InvalidInput(errors={"people": messages})
    ids: dict[str, UUID | None] = {}
    for in_file, member in given.items():
        if member == "me":
            ids[in_file] = access.user.id
        else:
            ids[in_file] = known[addresses[member]] if isinstance(member, str) else member
    return ids
