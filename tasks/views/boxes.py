"""Ticking boxes where a text is read.

A form sends `box`, the name of each box that is ticked now, and `ticked`, the names of those that were when it was
drawn: what differs was ticked or unticked here. Scripts send what differs alone.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, QueryDict

from accounts.requests import PageRequest
from primetrade.pages import action
from primetrade.responses import Done, Parts
from primetrade.toasts import warn
from tasks.commands import tick_boxes, tick_boxes_of_comment
from tasks.queries import comments, detail
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.of_task import of_live_task
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import PARTS


@action
@of_live_task
def task_boxes(request: PageRequest, row: FullTask) -> HttpResponse | Done:
    """Tick boxes in the description."""
    outcome = tick_boxes(request.access, task=UUID(row["id"]), boxes=_differing(request.POST))
    return _answer(request, row, "description", lost=bool(outcome.value))


@action
@of_live_task
def comment_boxes(request: PageRequest, row: FullTask, comment: UUID) -> HttpResponse | Done:
    """Tick boxes in one's own comment."""
    comments.comment(request.access, row["id"], comment)
    outcome = tick_boxes_of_comment(request.access, comment=comment, boxes=_differing(request.POST))
    return _answer(request, row, "stream", lost=bool(outcome.value))


def _differing(sent: QueryDict) -> dict[str, bool]:
    now, before = set(sent.getlist("box")), set(" ".join(sent.getlist("ticked")).split())
    return dict.fromkeys(now - before, True) | dict.fromkeys(before - now, False)


def _answer(request: PageRequest, row: FullTask, part: str, *, lost: bool) -> Done:
    """For scripts, the stream, which shows the change; also the text, if it is no longer that of the form."""
    if lost:
        warn(request, wording.LOST_BOX)
    drawn = {part, "stream"} if lost else {"stream"}

    def parts() -> Parts:
        context = TaskPage(request, detail.task(request.access, row["id"])).context() | {"aside": True}
        return [(template, context) for name, template in PARTS.items() if name in drawn]

    return Done(row["url"], parts, status=412 if lost else 200)
