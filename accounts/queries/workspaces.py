"""The workspaces of a person, and the members of a workspace."""

from __future__ import annotations

from accounts.models import Membership, User, Workspace


def memberships_of(user: User) -> list[Membership]:
    """Every membership of a person with its workspace, by the workspace's id.

    Reads across workspaces, because it answers where one is a member.
    """
    return list(Membership.everywhere.filter(user=user).select_related("workspace").order_by("workspace_id"))


def members_of(workspace: Workspace) -> list[Membership]:
    """Every membership of a workspace with its user, by name."""
    return list(Membership.objects.of(workspace).select_related("user").order_by("user__name", "user_id"))
