"""Opening a workspace for a team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.commands.workspaces import create_workspace
from accounts.forms import NewWorkspaceForm
from accounts.requests import PageRequest
from primetrade.errors import PrimeTradeError
from primetrade.forms import refused
from primetrade.toasts import say


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def workspace_new(request: PageRequest) -> HttpResponse:
    """The form; who sends it becomes the owner and goes to where members are added."""
    form = NewWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workspace = create_workspace(request.access, **form.cleaned_data)
        except PrimeTradeError as error:
            refused(form, error)
        else:
            say(request, f"{workspace.name} is open. Add the people who work in it.")
            return redirect("workspace_settings", workspace.slug)
    return render(request, "accounts/workspace_new.html", {"form": form}, status=422 if form.errors else 200)
