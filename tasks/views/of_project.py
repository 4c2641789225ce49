"""Finding the project of an address, for views about one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse, HttpResponseRedirect

from accounts.requests import PageRequest
from tasks.models import Project


def of_project(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its project instead of a key; 404 without one. A key in small letters leads to the real one."""

    @wraps(view)
    def found(request: PageRequest, key: str, **rest: str) -> HttpResponse:
        rows = Project.objects.of(request.access)
        project = rows.filter(key=key.upper(), deleted_at=None).first()
        if project is None:
            raise Http404
        if key != project.key:
            return HttpResponseRedirect(
                request.get_full_path().replace(f"/projects/{key}", f"/projects/{project.key}", 1)
            )
        return view(request, project, **rest)

    return found
