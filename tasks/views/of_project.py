"""Looks up the project that an address names, for the views of one project."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse, HttpResponseRedirect

from accounts.requests import PageRequest
from tasks.queries.projects import project_by_key


def of_project(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pass the view its project instead of the key; 404 without one. A lower-case key redirects to the real one."""

    @wraps(view)
    def view_of_project(request: PageRequest, key: str, **rest: str) -> HttpResponse:
        project = project_by_key(request.access, key)
        if project is None:
            raise Http404
        if key != project.key:
            return HttpResponseRedirect(
                request.get_full_path().replace(f"/projects/{key}", f"/projects/{project.key}", 1)
            )
        return view(request, project, **rest)

    return view_of_project
