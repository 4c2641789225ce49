"""A project as a board: five columns that load more as they scroll, and moving a card within and between them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.pages import action, page
from primetrade.responses import Done, of_part, wants_fragment
from tasks.commands import edit_task
from tasks.models import Project
from tasks.models.task import Status
from tasks.queries import board, board_positions, detail
from tasks.views import page_wording as wording
from tasks.views.answers import ask_for_subtasks, tell
from tasks.views.of_project import of_project
from tasks.views.of_task import of_task
from tasks.views.project_address import Address, tidy_address
from tasks.views.rows import with_urls
from tasks.views.toolbar import page_context

CARDS = 25


@page
@of_project
def project_board(request: PageRequest, project: Project) -> HttpResponse:
    """The board. With `cursor`, more of one column: as a fragment, or without scripts as the board from there on."""
    access = request.access
    asked = Address.of(request.GET, project.key)
    tidied = tidy_address(request, asked)
    if tidied:
        return tidied
    cursor = request.GET.get("cursor", "")
    goes_on = board.column(access, asked.filter, cursor=cursor, limit=CARDS) if cursor else None
    if goes_on is not None and of_part(request, "cursor"):
        return render(request, "tasks/cards.html", {"column": _shown(request, asked, goes_on)})
    columns = board.columns(access, asked.filter, each=CARDS)
    if goes_on is not None:
        columns = [board.continued(column, goes_on) for column in columns]
    context = {
        "columns": [_shown(request, asked, column) for column in columns],
        "from_start": not cursor,
        "empty": not any(column.rows for column in columns),
    }
    return render(request, "tasks/board.html", context | page_context(access, project, asked, "board"))


@action
@of_task
def task_place(request: PageRequest, task: detail.FullTask) -> Done:
    """Move a task: `status` names the column, `before` or `after` a task in it; or `place` names a step from here."""
    access = request.access
    status = request.POST.get("status") or task["status"]
    beside = board_positions.beside(access, task, status, request.POST)
    outcome = edit_task(
        access, task=UUID(task["id"]), status=status, before=beside.get("before"), after=beside.get("after")
    )
    row = detail.task(access, task["id"])
    if status != task["status"] or not wants_fragment(request):
        also = ask_for_subtasks(access, row, outcome.batch) if status != task["status"] else None
        tell(request, _what_happened(task, status), outcome, also=also)
    board_url = reverse("project_board", args=[access.workspace.slug, task["project"]["key"]])
    return Done(board_url, [("components/task_card.html", {"task": with_urls(access, [row])[0]})])


def _shown(request: PageRequest, asked: Address, column: board.StatusGroup) -> dict[str, Any]:
    """A column as the template draws it."""
    access = request.access
    return {
        "status": column.status,
        "rows": with_urls(access, column.rows),
        "count": column.count,
        "more_url": asked.more_url(request.path, column.next),
    }


def _what_happened(task: detail.FullTask, status: str) -> str:
    message = wording.MOVED_WITHIN_COLUMN if status == task["status"] else wording.MOVED_TO_COLUMN
    return message.format(key=task["key"], column=Status(status).label)
