"""The dashboard's page and its parts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import signed_in
from dashboard import queries, sentences
from dashboard.parts import PARTS

SCRIPTS_COOKIE = "scripts"  # static/js/behaviours/scripts.js sets it: this browser fills skeletons


@signed_in
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """The greeting at once. The parts as skeletons for a browser known to run scripts, else in full."""
    whose = _whose(request)
    full = SCRIPTS_COOKIE not in request.COOKIES or request.GET.get("parts") == "all"
    context = {
        "counts": sentences.counts(queries.numbers(request.access, whose)),
        "part_of_day": queries.part_of_day(request.access),
        "whose": whose,
        "full": full,
        "parts": [(part, part.load(request.access, whose) if full else None) for part in PARTS.values()],
    }
    return render(request, "dashboard/dashboard.html", context)


@signed_in
@require_GET
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One part, for the skeleton in its place."""
    if name not in PARTS:
        raise Http404
    whose = _whose(request)
    context = {"part": PARTS[name], "data": PARTS[name].load(request.access, whose), "whose": whose}
    return render(request, PARTS[name].template, context)


def _whose(request: HttpRequest) -> str:
    shared = not request.access.workspace.is_personal
    return queries.MINE if shared and request.GET.get("whose") == queries.MINE else queries.EVERYBODY
