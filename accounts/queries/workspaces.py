"""The workspaces of a person, and the members of a workspace."""

from __future__ import annotations

from accounts.models import Membership, User, Workspace


def memberships_of(user: User) -> list[Membership]:
    """A person's memberships with their workspaces, ordered by workspace id.

    Uses `everywhere`, because it has to look into all workspaces.
    """
    return list(Membership.everywhere.filter(user=user).select_related("workspace").order_by("workspace_id"))


def members_of(workspace: Workspace) -> list[Membership]:
    """A workspace's memberships with their users, ordered by name."""
    return list(Membership.objects.of(workspace).select_related("user").order_by("user__name_sort_key", "user_id"))
