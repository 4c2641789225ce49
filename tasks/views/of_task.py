"""Looks up the task that an address names, for the pages and actions of one task."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpResponse

from accounts.requests import PageRequest
from primetrade.responses import Answering, Done, here_with
from tasks.queries import detail
from tasks.views.rows import with_urls


def of_task(view: Answering) -> Answering:
    """Pass the view its task, with its `url`, instead of the key; 404 without one.

    A key in another case and one that the task had before, in another project, find it, too. A page then redirects to
    its present address; an action is done.
    """

    @wraps(view)
    def view_of_task(request: PageRequest, key: str, **rest: Any) -> HttpResponse | Done:
        task = detail.task(request.access, key)
        if key != task["key"] and request.method in ("GET", "HEAD"):
            return here_with(request, key=task["key"])
        return view(request, with_urls(request.access, [task])[0], **rest)

    return view_of_task
