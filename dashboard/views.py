"""The dashboard's page and its parts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import PageRequest
from dashboard import dashboard_wording as wording
from dashboard import queries
from dashboard.parts import PARTS, DashboardContext
from primetrade.pages import page

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
    """The greeting and the parts: as skeletons if the browser is known to run scripts, else in full. While there is no
    task, ways to begin instead.
    """
    dashboard_context, in_full = DashboardContext(request.access, _whose(request)), _in_full(request)
    if dashboard_context.whose == queries.EVERYBODY and dashboard_context.figures.nothing:
        context = {
            "part_of_day": queries.part_of_day(request.access),
            "may_add_people": request.access.may("manage_members"),
        }
        return render(request, "dashboard/begin.html", context)
    context = {
        "counts": wording.counts(dashboard_context.figures),
        "part_of_day": queries.part_of_day(request.access),
        "whose": dashboard_context.whose,
        "full": in_full,
        "parts": [(part, part.load(dashboard_context) if in_full else None) for part in PARTS.values()],
    }
    return render(request, "dashboard/dashboard.html", context)


@page
def part(request: PageRequest, name: str) -> HttpResponse:
    """One part, which replaces its skeleton."""
    if name not in PARTS:
        raise Http404
    context = {"part": PARTS[name], "data": PARTS[name].load(DashboardContext(request.access, _whose(request)))}
    return render(request, PARTS[name].template, context)


def _in_full(request: PageRequest) -> bool:
    return SCRIPTS_COOKIE not in request.COOKIES or request.GET.get("parts") == "all"


def _whose(request: PageRequest) -> str:
    shared = not request.access.workspace.is_personal
    return queries.MINE if shared and request.GET.get("whose") == queries.MINE else queries.EVERYBODY
