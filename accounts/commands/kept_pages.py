"""Kept pages that must be asked for anew although nothing changed in their own workspace.

Every page of a person lists the workspaces they belong to, by name: it follows what the log says of these.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F

from accounts.models import Membership, User
from primetrade.commands import Write, follows
from primetrade.models import Change


@follows("membership")
def turn_pages_of_who_came_or_went(write: Write, changes: list[Change]) -> None:
    """Raise the own version of who became a member or is none any more."""
    people = {change.after.get("user_id") or change.before.get("user_id") for change in changes}
    _turn(people - {None})


@follows("workspace")
def turn_pages_of_members(write: Write, changes: list[Change]) -> None:
    """Raise the own version of every member, when the workspace is renamed."""
    if any(change.verb != "created" for change in changes):
        _turn(Membership.objects.of(write).values_list("user_id", flat=True))


def _turn(people: Any) -> None:
    # Who is just signing up, and has no workspace of their own yet, has no page either.
    User.objects.filter(id__in=people, personal_workspace_id__isnull=False).update(version=F("version") + 1)
