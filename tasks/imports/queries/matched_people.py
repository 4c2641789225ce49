"""The people of a file in the body of a request: the members that they are matched with become ids."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from accounts.models import Membership
from accounts.models.membership import NO_MEMBER
from primetrade.errors import InvalidInput
from primetrade.mailboxes import fold_email
from primetrade.spelling import SAID_LIMIT, with_suggestion
from primetrade.words import quoted
from tasks.models import suggestions


def people_with_ids(access: Access, given: dict[str, Any]) -> dict[str, UUID | None]:
    """The members that people of a file are matched with, by the names in the file: given by id, by address or as `me`.

    One statement when there are addresses. Raises InvalidInput.
    """
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
