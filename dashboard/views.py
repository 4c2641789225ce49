"""The dashboard's page and its parts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import PageRequest
from dashboard import queries, sentences
from dashboard.parts import PARTS, Asked
from primetrade.pages import page

SCRIPTS_COOKIE = "scripts"  # static/js/behaviours/scripts.js sets it: this browser fills skeletons


def _what_it_depends_on(request: PageRequest) -> str:
    return f"{_at_once(request)} {queries.part_of_day(request.access)}"


@page(conditional=False)
def workspace(request: PageRequest) -> HttpResponse:
    """The bare address of a workspace leads to its dashboard."""
    return redirect("workspace_dashboard", request.access.workspace.slug)


@page(also=_what_it_depends_on)
def dashboard(request: PageRequest) -> HttpResponse:
    """The greeting at once. The parts as skeletons for a browser known to run scripts, else in full."""
    asked, full = Asked(request.access, _whose(request)), _at_once(request)
    context = {
        "counts": sentences.counts(asked.figures),
        "part_of_day": queries.part_of_day(request.access),
        "whose": asked.whose,
        "full": full,
        "parts": [(part, part.load(asked) if full else None) for part in PARTS.values()],
    }
    return render(request, "dashboard/dashboard.html", context)


@page
def part(request: PageRequest, name: str) -> HttpResponse:
    """One part, for the skeleton in its place."""
    if name not in PARTS:
        raise Http404
    context = {"part": PARTS[name], "data": PARTS[name].load(Asked(request.access, _whose(request)))}
    return render(request, PARTS[name].template, context)


def _at_once(request: PageRequest) -> bool:
    return SCRIPTS_COOKIE not in request.COOKIES or request.GET.get("parts") == "all"


def _whose(request: PageRequest) -> str:
    shared = not request.access.workspace.is_personal
    return queries.MINE if shared and request.GET.get("whose") == queries.MINE else queries.EVERYBODY
