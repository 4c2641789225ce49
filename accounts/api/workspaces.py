"""Where one is a member, and with whom: /api/workspaces, /api/workspaces/<slug>/members.

The workspace in the path is the one that the request is about: see asked_workspace in authentication.py.
"""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.endpoint import SignedInEndpoint
from accounts.api.rows import MemberRow, WorkspaceRow, member, workspace
from accounts.queries.workspaces import members_of, memberships_of
from primetrade.api.endpoint import operation


class Workspaces(SignedInEndpoint):
    @operation("List the workspaces you belong to", answers=[WorkspaceRow], of_workspace=False)
    def get(self, request: Request) -> HttpResponse:
        return self.answer([workspace(row) for row in memberships_of(self.access.user)])


class Members(SignedInEndpoint):
    @operation("List who belongs to a workspace", answers=[MemberRow])
    def get(self, request: Request, workspace: str) -> HttpResponse:
        return self.answer([member(row) for row in members_of(self.access.workspace)])
