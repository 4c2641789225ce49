"""Creating a workspace for a team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.commands.workspaces import create_workspace
from accounts.forms import NewWorkspaceForm
from accounts.models import Workspace
from accounts.queries.workspaces import memberships_of
from accounts.requests import PageRequest
from accounts.views import account_wording as wording
from primetrade.commands import Outcome
from primetrade.forms import carry_out, status_of
from primetrade.made_once import lead_to_earlier, made_once
from primetrade.pages import page
from primetrade.toasts import say


@page(form=True)
def workspace_new(request: PageRequest) -> HttpResponse:
    """The form. Whoever sends it becomes the owner and is redirected to the settings, to add members."""
    form = NewWorkspaceForm(request.POST or None)
    made = carry_out(form, lambda name: made_once(request, lambda: _created(request, name)))
    if made is None:
        return render(request, "accounts/workspace_new.html", {"form": form}, status=status_of(form))
    if made.row is None:
        slugs = {one.workspace_id: one.workspace.slug for one in memberships_of(request.user)}
        address = reverse("workspace_settings", args=[slugs[made.id]]) if made.id in slugs else reverse("dashboard")
        return lead_to_earlier(request, address)
    say(request, wording.WORKSPACE_OPENED.format(name=made.row.name))
    return redirect("workspace_settings", made.row.slug)


def _created(request: PageRequest, name: str) -> Outcome[Workspace]:
    workspace = create_workspace(request.access, name=name)
    return Outcome(workspace, None, workspace.version)
