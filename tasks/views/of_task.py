"""Looks up the task that an address names, for the pages and actions of one task."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.responses import Answering, Done, here_with, warned
from tasks.queries import detail
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.rows import with_urls
from tasks.views.task_page import TaskPage


def of_task(view: Answering) -> Answering:
    """Pass the view its task, with its `url`, instead of the key; 404 without one.

    Keys in another case, and keys that the task had in other projects, find it too. A page then redirects to the
    current address; an action is carried out.
    """

    @wraps(view)
    def view_of_task(request: PageRequest, key: str, **rest: Any) -> HttpResponse | Done:
        task = detail.task(request.access, key)
        if key != task["key"] and request.method in ("GET", "HEAD"):
            return here_with(request, key=task["key"])
        return view(request, with_urls(request.access, [task])[0], **rest)

    return view_of_task


def of_live_task(view: Answering) -> Answering:
    """The same for an action; 409 for a task that someone has moved to the trash meanwhile. The typed text stays in its
    form, or is shown on the page.
    """

    @of_task
    @wraps(view)
    def view_of_live_task(request: PageRequest, task: FullTask, **rest: Any) -> HttpResponse | Done:
        page = TaskPage(request, task, typed=request.POST)
        if not page.in_trash:
            return view(request, task, **rest)

        def trashed() -> HttpResponse:
            return render(request, "tasks/task_trashed.html", page.context(), status=409)

        return warned(request, wording.IN_TRASH, trashed, status=409)

    return view_of_live_task
