"""Ticking boxes where a text is read.

A form sends `box`, the name of each box that is ticked now, and `ticked`, the names of those that were when it was
drawn: what differs was ticked or unticked here. Scripts send what differs alone.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.pages import action
from primetrade.responses import fragment, leave, wants_fragment
from primetrade.toasts import warn
from tasks.commands import tick_boxes, tick_boxes_of_comment
from tasks.queries import comments, detail
from tasks.views import page_wording as wording
from tasks.views.answers import in_trash
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import PARTS


@action
def task_boxes(request: PageRequest, key: str) -> HttpResponse:
    """Of the description."""
    access = request.access
    page = TaskPage(request, detail.task(access, key))
    if page.in_trash:
        return in_trash(request, page)
    outcome = tick_boxes(access, task=UUID(page.task["id"]), boxes=_differing(request.POST))
    return _answer(request, key, "description", lost=bool(outcome.value))


@action
def comment_boxes(request: PageRequest, key: str, comment: UUID) -> HttpResponse:
    """Of one's own comment."""
    access = request.access
    page = TaskPage(request, detail.task(access, key))
    if page.in_trash:
        return in_trash(request, page)
    comments.comment(access, page.task["id"], comment)
    outcome = tick_boxes_of_comment(access, comment=comment, boxes=_differing(request.POST))
    return _answer(request, key, "stream", lost=bool(outcome.value))


def _differing(sent: QueryDict) -> dict[str, bool]:
    now, before = set(sent.getlist("box")), set(" ".join(sent.getlist("ticked")).split())
    return dict.fromkeys(now - before, True) | dict.fromkeys(before - now, False)


def _answer(request: PageRequest, key: str, part: str, *, lost: bool) -> HttpResponse:
    """With scripts the stream, which tells of it, and the text anew when it is another than the form was drawn with."""
    if lost:
        warn(request, wording.LOST_BOX)
    access = request.access
    if not wants_fragment(request):
        return leave(request, reverse("task", args=[access.workspace.slug, key]))
    page = TaskPage(request, detail.task(access, key))
    drawn = {part, "stream"} if lost else {"stream"}
    context = page.context() | {"aside": True}
    parts = [(template, context) for name, template in PARTS.items() if name in drawn]
    return fragment(request, parts, status=412 if lost else 200)
