"""The filter of a list or board as a page, for browsers without scripts; for htmx, one field of it.

It takes the list's query parameters, so that choices are kept. `find_assignee` and its like narrow the boxes.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.pages import page
from primetrade.responses import of_part
from tasks.models import Project
from tasks.views.filter_form import LINKED, offered_field
from tasks.views.of_project import of_project
from tasks.views.project_address import Address
from tasks.views.toolbar import LOOKS, page_context


@page
@of_project
def project_filter(request: PageRequest, project: Project, look: str) -> HttpResponse:
    """With `field`, as a fragment: only the boxes of that field."""
    access = request.access
    if look not in LOOKS:
        raise Http404
    asked = Address.of(request.GET, project.key)
    fields = {
        name: offered_field(access, asked.shown, name, request.GET.get(f"find_{name}", "").strip())
        for name in ([request.GET["field"]] if request.GET.get("field") in LINKED else LINKED)
    }
    if of_part(request, "field") in fields:
        return render(request, "tasks/filter_choices.html", {"one": next(iter(fields.values()))})
    context = page_context(access, project, asked, look)
    context["fields"] = [fields.get(one.field, one) for one in context["fields"]]
    return render(request, "tasks/filter_page.html", context)
