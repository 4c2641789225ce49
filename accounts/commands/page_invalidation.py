"""Invalidates a person's cached pages when the workspaces they belong to change.

Every page lists these workspaces by name, so a page can be out of date though its own workspace has not changed.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F

from accounts.models import Membership, User
from primetrade.commands import Write, on_change
from primetrade.models import CREATED, Change


@on_change("membership")
def invalidate_pages_of_changed_members(write: Write, changes: list[Change]) -> None:
    """Raise the version of everyone who joined, left or got a new role."""
    people = {change.after.get("user_id") or change.before.get("user_id") for change in changes}
    _raise_versions(people - {None})


@on_change("workspace")
def invalidate_pages_of_members(write: Write, changes: list[Change]) -> None:
    """Raise the version of every member when the workspace is renamed."""
    if any(change.verb != CREATED for change in changes):
        _raise_versions(Membership.objects.of(write).values_list("user_id", flat=True))


def _raise_versions(people: Any) -> None:
    # Somebody who is just signing up has no personal workspace yet, and no cached pages.
    User.objects.filter(id__in=people, personal_workspace_id__isnull=False).update(version=F("version") + 1)
