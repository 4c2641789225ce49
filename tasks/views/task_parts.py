"""The parts of a task's page, and the answers that carry one or all of them."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.responses import Parts, fragment, of_part, wants_fragment
from primetrade.toasts import warn
from tasks.queries.detail import FullTask
from tasks.views.rows import ITEM_TEMPLATES, with_urls
from tasks.views.task_page import TaskPage

PARTS = {
    "props": "tasks/partials/props.html",
    "title": "tasks/partials/title.html",
    "description": "tasks/partials/description.html",
    "subtasks": "tasks/partials/subtasks.html",
    "stream": "tasks/partials/stream.html",
}


def parts(page: TaskPage, name: str) -> Parts:
    """The requested part, and with it the stream, which shows what just changed. `task` means all parts."""
    if name in ITEM_TEMPLATES:
        return [(ITEM_TEMPLATES[name], page.context() | {"show_project": page.with_project})]
    if name == "task":
        return all_parts(page)
    if name not in PARTS:
        return []
    beside = [] if name in ("stream", "subtasks") else ["stream"]
    return [(PARTS[name], page.context()), *((PARTS[other], page.context() | {"aside": True}) for other in beside)]


def all_parts(page: TaskPage) -> Parts:
    """Every part, each replacing its own element."""
    return [(part, page.context() | {"aside": True}) for part in PARTS.values()]


def part_answer(
    request: PageRequest, page: TaskPage, template: str, *, status: int = 200, into: str = ""
) -> HttpResponse:
    """One part with its toasts, `into` another element than the form's target; without scripts the whole page."""
    if wants_fragment(request):
        return fragment(request, [(template, page.context())], status=status, into=into)
    return render(request, "tasks/task.html", page.context(), status=status)


def item_sent(request: PageRequest) -> str:
    """`row` or `card` if htmx sends a form from one in a list or on a board, else ""."""
    name = of_part(request, "fragment")
    return name if name in ITEM_TEMPLATES else ""


def item_answer(request: PageRequest, task: FullTask, why: str, *, status: int) -> HttpResponse:
    """The row or card of a task as it is now, and a toast that says why a change of it was refused."""
    with_urls(request.access, [task])
    warn(request, why)
    return fragment(request, parts(TaskPage(request, task), item_sent(request)), status=status)


def changed(task: FullTask, *, gone: bool = False) -> dict[str, str]:
    """Headers with an event for the page's modules, so that a list under the panel is updated."""
    event = {"task:changed": {"key": task["key"], "url": task.get("url", ""), "gone": gone}}
    return {"HX-Trigger": json.dumps(event)}
