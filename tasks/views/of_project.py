"""Looks up the project that an address names, for the views of one project."""

from __future__ import annotations

from functools import wraps

from django.http import Http404, HttpResponse

from accounts.requests import PageRequest
from primetrade.responses import Answering, Done, here_with
from tasks.queries.projects import project_by_key


def of_project(view: Answering) -> Answering:
    """Pass the view its project instead of the key; 404 without one.

    A key in another case finds it too: a page then redirects to its address, an action is carried out.
    """

    @wraps(view)
    def view_of_project(request: PageRequest, key: str, **rest: str) -> HttpResponse | Done:
        project = project_by_key(request.access, key)
        if project is None:
            raise Http404
        if key != project.key and request.method in ("GET", "HEAD"):
            return here_with(request, key=project.key)
        return view(request, project, **rest)

    return view_of_project
