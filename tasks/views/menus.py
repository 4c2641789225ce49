"""The menus of a row or card: what one property can be set to, and where the task can be moved.

With scripts a menu opens in place (static/js/behaviours/property-menu.js); without, it is a small page of its own.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from primetrade.conditional_pages import conditional_page
from tasks.queries import detail
from tasks.views.answers import for_people, wants_fragment
from tasks.views.quick_add import came_from
from tasks.views.task_page import TaskPage

MENUS = {
    "status": "Status",
    "priority": "Priority",
    "assignees": "Assignees",
    "labels": "Labels",
    "due": "Due date",
    "place": "Move",
}
STEPS = (("top", "To the top"), ("up", "Up"), ("down", "Down"), ("bottom", "To the bottom"))


@signed_in
@require_safe
@conditional_page(also=came_from)
@for_people
def task_menu(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The menu of one property, or of the moves."""
    access = request.access  # type: ignore[attr-defined]
    if name not in MENUS:
        raise Http404
    page = TaskPage(request, detail.task(access, key.upper()))
    arguments = [access.workspace.slug, page.task["key"]]
    context = page.context() | {
        "name": name,
        "title": MENUS[name],
        "template": f"tasks/menus/{name}.html",
        "place_url": reverse("task_place", args=arguments),
        "steps": STEPS,
        "next": came_from(request) or page.urls["project"],
    }
    return render(request, "tasks/menus/menu.html" if wants_fragment(request) else "tasks/menus/page.html", context)
