"""The Inbox: open tasks that are not in a project yet, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.pages import page
from tasks.days import today
from tasks.models.task import OPEN
from tasks.queries.filters import Filter
from tasks.queries.projects import inbox_of
from tasks.views.flat_list import flat_page


@page
def inbox(request: PageRequest) -> HttpResponse:
    project = inbox_of(request.access)
    wanted = Filter(status=tuple(OPEN), project=(project.key,), parent="none", sort="-created")
    listing = flat_page(request, wanted)
    if listing.fragment:
        return listing.fragment
    slug = request.access.workspace.slug
    context = {
        "project": project,
        "list_url": reverse("project_list", args=[slug, project.key]),
        "board_url": reverse("project_board", args=[slug, project.key]),
        "new_url": f"{reverse('task_new', args=[slug])}?project={project.key}",
        "today": today(request.access),
        **listing.context,
    }
    return render(request, "tasks/inbox.html", context)
