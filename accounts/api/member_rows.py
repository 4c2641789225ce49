"""The rows of people, workspaces and members in the API's answers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Membership, Role, User
from primetrade.api.serializers import Body, Choice, Id, Text, YesNo, name_words

WEEK_STARTS = {value: label.lower() for value, label in User.WeekStart.choices}
ROLES = name_words("Role", Role.values)
THEMES = name_words("Theme", User.Theme.values)
WEEK_START_WORDS = name_words("WeekStart", WEEK_STARTS.values())


class MeRow(Body):
    """The caller."""

    component = "Me"
    id = Id()
    email = Text()
    name = Text()
    timezone = Text()
    week_start = Choice(choices=WEEK_START_WORDS)
    theme = Choice(choices=THEMES)
    created_at = serializers.DateTimeField()


class WorkspaceRow(Body):
    id = Id()
    slug = Text()
    name = Text()
    role = Choice(choices=ROLES)
    is_personal = YesNo()
    created_at = serializers.DateTimeField()


class MemberRow(Body):
    """`id` is the person's id, as in `assignees`."""

    id = Id()
    name = Text()
    email = Text()
    role = Choice(choices=ROLES)


def me_row(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "timezone": user.timezone,
        "week_start": WEEK_STARTS[user.week_start],
        "theme": user.theme,
        "created_at": user.created_at,
    }


def workspace_row(membership: Membership) -> dict[str, Any]:
    workspace = membership.workspace
    return {
        "id": workspace.id,
        "slug": workspace.slug,
        "name": workspace.name,
        "role": membership.role,
        "is_personal": workspace.is_personal,
        "created_at": workspace.created_at,
    }


def member_row(membership: Membership) -> dict[str, Any]:
    user = membership.user
    return {"id": user.id, "name": user.name, "email": user.email, "role": membership.role}
