"""Every page a person can see, and how to get there: name → (path in the scene, signed in?).

A page that is neither here nor among `ELSEWHERE` fails tests/e2e/test_pages.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.factories import team_of
from tests.scene import Scene


@dataclass(frozen=True, slots=True)
class Place:
    """`path` gives the address in a scene; `status` is what it answers with."""

    path: Callable[[Scene], str]
    signed_in: bool = True
    status: int = 200


def _in_workspace(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/w/{scene.owner.workspace.slug}/{rest}"


PLACES = {
    "landing": Place(lambda scene: "/", signed_in=False),
    "sign-in": Place(lambda scene: "/login", signed_in=False),
    "sign-up": Place(lambda scene: "/register", signed_in=False),
    "password-reset": Place(lambda scene: "/accounts/password/reset", signed_in=False),
    "password-reset-sent": Place(lambda scene: "/accounts/password/reset/done", signed_in=False),
    "password-new": Place(lambda scene: "/accounts/password/reset/key/1-x-y", signed_in=False),
    "password-changed": Place(lambda scene: "/accounts/password/reset/key/done", signed_in=False),
    "address-sent": Place(lambda scene: "/accounts/confirm-email", signed_in=False),
    "address-confirm": Place(lambda scene: "/accounts/confirm-email/x", signed_in=False),
    "sign-out": Place(lambda scene: "/accounts/logout"),
    "first-run": Place(lambda scene: "/welcome"),
    "dashboard": Place(lambda scene: "/dashboard"),
    "dashboard-new": Place(lambda scene: f"/w/{team_of(scene.owner).workspace.slug}/dashboard"),
    "inbox": Place(_in_workspace("inbox")),
    "my-work": Place(_in_workspace("my-work")),
    "all-tasks": Place(_in_workspace("tasks?status=open&due=week")),
    "projects": Place(_in_workspace("projects")),
    "workspace-new": Place(lambda scene: "/workspaces/new"),
    "project-new": Place(_in_workspace("projects/new")),
    "list": Place(_in_workspace("projects/PT/list")),
    "list-filtered": Place(_in_workspace("projects/PT/list?priority=high,urgent&sort=due")),
    "list-empty": Place(_in_workspace("projects/WEB/list")),
    "board": Place(_in_workspace("projects/PT/board")),
    "board-empty": Place(_in_workspace("projects/WEB/board")),
    "filter": Place(_in_workspace("projects/PT/list/filter?status=open&find_assignee=m")),
    "project-settings": Place(_in_workspace("projects/PT/settings")),
    "task-new": Place(_in_workspace("tasks/new?project=PT")),
    "task": Place(lambda scene: f"/w/{scene.owner.workspace.slug}/tasks/PT-{scene.task.number}"),
    "task-menu": Place(lambda scene: f"/w/{scene.owner.workspace.slug}/tasks/PT-{scene.task.number}/menu/place"),
    "task-in-trash": Place(lambda scene: f"/w/{scene.owner.workspace.slug}/tasks/PT-{scene.trashed.number}"),
    "trash": Place(_in_workspace("trash")),
    "import": Place(_in_workspace("imports/new")),
    "workspace-settings": Place(_in_workspace("settings")),
    "profile": Place(lambda scene: "/settings/profile"),
    "password": Place(lambda scene: "/settings/password"),
    "not-found": Place(lambda scene: "/no-such-page", signed_in=False, status=404),
}

# Routes that answer with a page and have no place of their own, and why.
ELSEWHERE = {
    "account_login": "as login",
    "account_signup": "as register",
    "workspace_dashboard": "as dashboard",
    "dashboard_parts": "parts of the dashboard",
    "import_run": "test_import_preview.py looks at it",
    "health": "not a page",
    "health_ready": "not a page",
    "health_live": "not a page",
}
