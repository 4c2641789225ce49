"""What every page for signed-in people shows around its content: rail, workspace switcher, counts.

Loaded lazily in two SQL statements: projects with their counts, and workspaces. Fragments render no shell, so run none.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import Access
from accounts.queries.workspaces import memberships_of
from primetrade import people
from primetrade.folding import name_order
from tasks import rooms
from tasks.queries import rail

# URL name → the link of the rail to mark as current. Rooms add their pages.
PLACES = {
    "dashboard": "dashboard",
    "workspace_dashboard": "dashboard",
    "inbox": "inbox",
    "my_work": "my_work",
    "projects": "projects",
    "project_new": "projects",
    "trash": "trash",
    "workspace_settings": "settings",
    "profile": "profile",
    "account_change_password": "profile",
    "account_set_password": "profile",
}
_OF_PROJECTS = ("project_list", "project_board", "project_filter", "project_settings", "task", "task_menu")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor. `shell` is None when nobody is signed in."""
    access = getattr(request, "access", None)
    return {"shell": Shell(request, access) if access is not None else None}


class Shell:
    """templates/shell.html says what each part is for."""

    settings_of_rooms = rooms.SETTINGS
    beginnings = rooms.BEGINNINGS

    def __init__(self, request: HttpRequest, access: Access) -> None:
        self._request, self._access = request, access

    @cached_property
    def workspace(self) -> dict[str, str]:
        return _workspace(self._access.workspace)

    @cached_property
    def workspaces(self) -> list[dict[str, str]]:
        mine = [_workspace(membership.workspace) for membership in memberships_of(self._access.user)]
        return sorted(mine, key=lambda one: name_order(one["name"], one["slug"]))

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The breadcrumbs before a page's name: the workspace, linking to its dashboard."""
        return [
            {
                "name": self.workspace["name"],
                "url": reverse("workspace_dashboard", args=[self.workspace["slug"]]),
            }
        ]

    @cached_property
    def me(self) -> dict[str, str]:
        user = self._access.user
        name = {"name": user.name, "initials": people.initials(user.name), "hue": people.hue(user.name)}
        name["first_name"] = user.name.split()[0] if user.name.split() else user.name
        return name | {"id": str(user.id), "theme": user.theme, "email": user.email}

    @cached_property
    def projects(self) -> list[dict[str, Any]]:
        slug = self._access.workspace.slug
        return [
            {
                **project,
                "url": reverse("project_list", args=[slug, project["key"]]),
                "current": project["key"] == self._project_key,
            }
            for project in self._rail.projects
        ]

    @property
    def inbox_count(self) -> str:
        return self._rail.inbox_count

    @property
    def in_inbox(self) -> bool:
        """Whether the page has the Inbox's tasks by status."""
        return self._project_key == self._rail.inbox_key

    @property
    def my_work_count(self) -> str:
        return self._rail.my_work_count

    @property
    def at_home(self) -> bool:
        """Whether what is added here is the person's own work: nobody's tasks are, in their personal workspace."""
        return self._access.user.personal_workspace_id == self._access.workspace_id

    @cached_property
    def current(self) -> str:
        """The link of the rail to mark as current; "" for none."""
        match = self._request.resolver_match
        name = match.url_name if match else ""
        if name in _OF_PROJECTS and self.in_inbox:
            return "inbox"
        return PLACES.get(name or "", "")

    @cached_property
    def _rail(self) -> rail.Rail:
        return rail.rail(self._access)

    @cached_property
    def _project_key(self) -> str:
        match = self._request.resolver_match
        key = match.kwargs.get("key", "") if match and match.url_name in _OF_PROJECTS else ""
        return str(key).partition("-")[0].upper()


def _workspace(workspace: Any) -> dict[str, str]:
    return {
        "name": workspace.name,
        "slug": workspace.slug,
        "hue": people.hue(workspace.name),
        "initial": people.initials(workspace.name)[:1],
    }
