"""Where one is a member, and with whom: /api/workspaces, /api/workspaces/<slug>/members."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.access import ask_for_sign_in
from accounts.api.rows import MemberRow, WorkspaceRow, member, workspace
from accounts.queries.workspaces import members_of, memberships_of
from primetrade.api.endpoint import Endpoint, operation
from primetrade.errors import NotFound


class Workspaces(Endpoint):
    @operation("List the workspaces you belong to", answers=[WorkspaceRow], of_workspace=False)
    def get(self, request: Request) -> HttpResponse:
        return self.answer([workspace(row) for row in memberships_of(request.user)])


class Members(Endpoint):
    @operation("List who belongs to a workspace", answers=[MemberRow], of_workspace=False)
    def get(self, request: Request, slug: str) -> HttpResponse:
        found = ask_for_sign_in(request.auth, slug).access
        if found is None:
            raise NotFound
        return self.answer([member(row) for row in members_of(found.workspace)])
