"""A project as a list, grouped by status. More come as fragments; without scripts, as further pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.pages import page
from primetrade.responses import of_part
from tasks.models import Project
from tasks.queries import board
from tasks.views.of_project import of_project
from tasks.views.project_address import Address, tidy_address
from tasks.views.rows import with_urls
from tasks.views.toolbar import can_add, new_url, page_context

ROWS = 50


@page
@of_project
def project_list(request: PageRequest, project: Project) -> HttpResponse:
    access = request.access
    asked = Address.of(request.GET, project.key)
    tidied = tidy_address(request, asked)
    if tidied:
        return tidied
    cursor = request.GET.get("cursor", "")
    page = board.groups(access, asked.filter, limit=ROWS, cursor=cursor)
    for group in page.groups:
        with_urls(access, group.rows)
    context = {
        "page": page,
        "groups": page.groups,
        "more_url": asked.more_url(request.path, page.next),
        "from_start": not cursor,
    }
    if of_part(request, "cursor"):
        context |= {"can_add": can_add(access, project), "new_url": new_url(access, project)}
        return render(request, "tasks/list_more.html", context)
    return render(request, "tasks/list.html", context | page_context(access, project, asked, "list"))
