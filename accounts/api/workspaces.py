"""The caller's workspaces and their members: /api/workspaces, /api/workspaces/<slug>/members.

The slug in the path sets the request's workspace: see asked_workspace in authentication.py.
"""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.member_rows import MemberRow, WorkspaceRow, member_row, workspace_row
from accounts.api.signed_in_endpoint import SignedInEndpoint
from accounts.queries.workspaces import members_of, memberships_of
from primetrade.api.endpoint import operation


class Workspaces(SignedInEndpoint):
    @operation("List the workspaces you belong to", answers=[WorkspaceRow], of_workspace=False)
    def get(self, request: Request) -> HttpResponse:
        return self.answer([workspace_row(row) for row in memberships_of(self.access.user)])


class Members(SignedInEndpoint):
    @operation("List who belongs to a workspace", answers=[MemberRow])
    def get(self, request: Request, workspace: str) -> HttpResponse:
        return self.answer([member_row(row) for row in members_of(self.access.workspace)])
