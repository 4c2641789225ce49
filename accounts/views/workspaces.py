"""Creating a workspace for a team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.commands.workspaces import create_workspace
from accounts.forms import NewWorkspaceForm
from accounts.requests import PageRequest
from accounts.views import account_wording as wording
from primetrade.forms import carry_out
from primetrade.pages import page
from primetrade.toasts import say


@page(form=True)
def workspace_new(request: PageRequest) -> HttpResponse:
    """The form. Whoever sends it becomes the owner and is redirected to the settings, to add members."""
    form = NewWorkspaceForm(request.POST or None)
    workspace = carry_out(form, create_workspace, request.access)
    if workspace is None:
        return render(request, "accounts/workspace_new.html", {"form": form}, status=422 if form.errors else 200)
    say(request, wording.WORKSPACE_OPENED.format(name=workspace.name))
    return redirect("workspace_settings", workspace.slug)
