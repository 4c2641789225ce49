"""Oneself, one's workspaces, and the members of one."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Workspace
from tests.accounts.callers import (
    bearer,
    me,
    members,
    tokens_of,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def test_one_changes_what_one_says_about_oneself(ann):
    held = tokens_of("ann@example.org")
    change = {"name": "Anna ", "timezone": "Asia/Tokyo", "week_start": "sunday", "theme": "dark"}
    answer = Client().patch("/api/users/me", change, "application/json", headers=bearer(held["access"]))
    assert answer.json()["data"] | change | {"name": "Anna"} == answer.json()["data"]
    assert answer.json()["data"] == me(held["access"]).json()["data"]


@pytest.mark.parametrize(
    ("change", "status", "named"),
    [
        ({"name": ""}, 422, "name"),
        ({"name": 7}, 422, "name"),
        ({"timezone": "Mars/Olympus"}, 422, "timezone"),
        ({"week_start": "friday"}, 422, "week_start"),
        ({"week_start": 1}, 422, "week_start"),
        ({"theme": "neon"}, 422, "theme"),
        ({"email": "bob@example.com"}, 422, "email"),
        ({"is_staff": True}, 400, "is_staff"),
        ({"id": "0190b8f0-0000-7000-8000-000000000000"}, 422, "id"),
    ],
)
def test_what_one_can_not_say_about_oneself_is_refused_by_name(ann, change, status, named):
    held = tokens_of("ann@example.org")
    answer = Client().patch("/api/users/me", change, "application/json", headers=bearer(held["access"]))
    assert (answer.status_code, list(answer.json()["errors"])) == (status, [named])


def test_workspaces_and_roles_are_listed(ann):
    bob = MemberFactory(of=ann, email="bob@example.com", role="admin")
    held = tokens_of("bob@example.com")
    home = Workspace.objects.get(id=bob.user.personal_workspace_id)
    rows = Client().get("/api/workspaces", headers=bearer(held["access"])).json()["data"]
    assert {(row["slug"], row["role"], row["is_personal"]) for row in rows} == {
        (ann.workspace.slug, "admin", True),
        (home.slug, "owner", True),
    }


def test_members_are_listed_by_name(ann):
    bob = MemberFactory(of=ann, email="bob@example.com", name="Bob")
    held = tokens_of("bob@example.com")
    assert members(held["access"], ann.workspace.slug).json()["data"] == [
        {"id": str(ann.user.id), "name": "Ann", "email": "ann@example.org", "role": "owner"},
        {"id": str(bob.user.id), "name": "Bob", "email": "bob@example.com", "role": "member"},
    ]
