"""The dashboard's page and its parts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import PageRequest
from dashboard import dashboard_wording as wording
from dashboard import queries
from dashboard.parts import GROUPS, DashboardContext
from primetrade.pages import page
from tasks.queries.size import has_many_tasks

SCRIPTS_COOKIE = "scripts"  # set by static/js/behaviours/scripts.js: this browser runs scripts


def _also(request: PageRequest) -> str:
    """What the page depends on besides workspace and person."""
    return f"{_in_full(request)} {queries.part_of_day(request.access)}"


@page(conditional=False)
def workspace(request: PageRequest) -> HttpResponse:
    """Redirects to the workspace's dashboard."""
    return redirect("workspace_dashboard", request.access.workspace.slug)


@page(also=_also)
def dashboard(request: PageRequest) -> HttpResponse:
    """The greeting and the parts, in full. Where they may take long and the browser is known to run scripts, skeletons
    stand for them. Without any task, the page shows ways to begin instead.
    """
    waits = not _in_full(request) and has_many_tasks(request.access)
    shown, of_day = DashboardContext(request.access, _whose(request)), queries.part_of_day(request.access)
    if not waits and shown.whose == queries.EVERYBODY and shown.figures.nothing:
        context = {"part_of_day": of_day, "may_add_people": request.access.may("manage_members")}
        return render(request, "dashboard/begin.html", context)
    context = {
        "counts": "" if waits else wording.counts(shown.figures),
        "part_of_day": of_day,
        "whose": shown.whose,
        "waits": waits,
        "groups": [(group, group.waiting() if waits else group.load(shown)) for group in GROUPS.values()],
    }
    return render(request, "dashboard/dashboard.html", context)


@page
def parts(request: PageRequest, name: str) -> HttpResponse:
    """The parts of a group, which replace their skeletons."""
    if name not in GROUPS:
        raise Http404
    shown, group = DashboardContext(request.access, _whose(request)), GROUPS[name]
    counts = wording.counts(shown.figures) if group.lead else ""
    return render(request, "dashboard/parts.html", {"counts": counts, "parts": group.load(shown)})


def _in_full(request: PageRequest) -> bool:
    return SCRIPTS_COOKIE not in request.COOKIES or request.GET.get("parts") == "all"


def _whose(request: PageRequest) -> str:
    shared = not request.access.workspace.is_personal
    return queries.MINE if shared and request.GET.get("whose") == queries.MINE else queries.EVERYBODY
