"""The first page after signing up: small tasks that teach, and the ways to bring in work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.markdown import Budget, render_all
from primetrade.pages import page
from primetrade.words import quoted
from tasks.commands import delete_task, edit_task
from tasks.commands.starter_content import LESSONS_OF_THE_CORE
from tasks.queries.lessons import TEACHING_KEY, ListedLesson
from tasks.queries.lessons import lessons as lessons_of
from tasks.rooms import BEGINNINGS
from tasks.views import page_wording as wording
from tasks.views.answers import tell
from tasks.views.rows import with_urls

# What each lesson offers to do, by its number (tasks/commands/starter_content.py).
_OPEN, _BOARD, _ADD, _DELETE = range(1, LESSONS_OF_THE_CORE + 1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A task that teaches: its first paragraph, and the button beside it (a link, or "delete")."""

    task: ListedLesson
    text: str  # HTML when it is a SafeString
    action: str = ""
    icon: str = ""
    url: str = ""


@page(form=True)
def first_run(request: PageRequest) -> HttpResponse:
    """The lessons. A POST completes, reopens or deletes one of them."""
    if request.method == "POST":
        return _act(request)
    rows = with_urls(request.access, lessons_of(request.access))
    firsts = [re.split(r"\n\s*\n", row["description"])[0] for row in rows]
    texts = zip(firsts, render_all(firsts, Budget()), strict=True)
    lessons = [
        _lesson(request, row, text if html is None else html) for row, (text, html) in zip(rows, texts, strict=True)
    ]
    learnt = sum(lesson.task["status"] == "completed" for lesson in lessons)
    context = {"lessons": lessons, "learnt": learnt}
    return render(request, "tasks/first_run.html", context)


def _act(request: PageRequest) -> HttpResponse:
    try:
        task = UUID(request.POST.get("task", ""))
    except ValueError as error:
        raise Http404 from error
    if request.POST.get("act") == "delete":
        outcome = delete_task(request.access, task=task)
        tell(request, wording.DELETED_LESSON.format(task=quoted(outcome.value.title)), outcome)
    else:
        edit_task(request.access, task=task, status="todo" if request.POST.get("act") == "reopen" else "completed")
    return redirect("first_run")


def _lesson(request: PageRequest, task: ListedLesson, text: str) -> Lesson:
    slug = request.access.workspace.slug
    offers: dict[int, tuple[Any, ...]] = {
        _OPEN: (wording.OPEN_TASK, "arrow-right", task["url"]),
        _BOARD: (wording.OPEN_BOARD, "board", reverse("project_board", args=[slug, TEACHING_KEY])),
        _ADD: (wording.ADD_TASK, "plus", reverse("task_new", args=[slug])),
        _DELETE: (wording.DELETE, "trash"),
    } | {
        number: (beginning.link.name, beginning.link.icon, reverse(beginning.link.page, args=[slug]))
        for number, beginning in enumerate(BEGINNINGS, start=LESSONS_OF_THE_CORE + 1)
    }
    done = task["status"] in ("completed", "cancelled")
    return Lesson(task, text) if done else Lesson(task, text, *offers.get(task["number"], ()))
