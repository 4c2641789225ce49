"""Adding a task from anywhere: a dialog, a page without scripts, or one line in a column or group."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from accounts.requests import PageRequest
from primetrade.addresses import local, local_part
from primetrade.errors import PrimeTradeError
from primetrade.forms import refused, status_of
from primetrade.made_once import Made, is_sent_again, lead_to_earlier, made_once
from primetrade.pages import page
from primetrade.responses import Done, next_url, of_part, render_page
from primetrade.toasts import say
from primetrade.words import shortened
from tasks.commands import create_task
from tasks.keys import PROJECT_KEY
from tasks.queries import detail
from tasks.views import page_wording as wording
from tasks.views.answers import undo_url
from tasks.views.new_task_form import NewTaskForm
from tasks.views.rows import ITEM_TEMPLATES, with_urls
from tasks.views.where_added import filled_in, leaves_out

_PROJECT_PAGE = re.compile(f"/projects/({PROJECT_KEY})/")


@page(form=True)
def task_new(request: PageRequest) -> HttpResponse | Done:
    """The form; a POST creates the task. From a line in a column (`fragment`) the answer is the new row or card."""
    access = request.access
    access.require("edit")
    if request.method != "POST":
        back = came_from(request)
        beginning = NewTaskForm.beginning(request.GET, filled_in(access, back) | _project_of(back))
        return _form(request, NewTaskForm(access, initial=beginning), back)
    if NewTaskForm.seeks(request.POST):
        return _form(request, NewTaskForm.unsent(access, request.POST), next_url(request))
    form = NewTaskForm(access, request.POST)
    made = _create(request, form)
    if made is None:
        return _form(request, form, next_url(request))
    return _created(request, made)


def _create(request: PageRequest, form: NewTaskForm) -> Made | None:
    """None when the form or the command refuses; the form says why."""
    if not form.is_valid():
        return None
    access, values = request.access, form.values()
    try:
        return made_once(request, lambda: create_task(access, **values, first=True))
    except PrimeTradeError as error:
        refused(form, error)
        return None


def _created(request: PageRequest, made: Made) -> HttpResponse | Done:
    access = request.access
    row = with_urls(access, [detail.task(access, str(made.id))])[0]
    line = ITEM_TEMPLATES.get(of_part(request, "fragment"))
    if is_sent_again(request, made):
        return lead_to_earlier(request, row["url"])
    left_out = leaves_out(access, next_url(request), made.id)
    if left_out or not line:
        _tell(request, row, undo_url(access, made.batch), left_out=left_out)
    return Done(
        reverse("project_list", args=[access.workspace.slug, row["project"]["key"]]),
        [(line, {"task": row})] if line else [],
        status=201,
        headers={} if line else {"X-Created": row["url"]},
    )


def _form(request: PageRequest, form: NewTaskForm, back: str) -> HttpResponse:
    context = {"form": form, "next": back}
    part = "tasks/task_new_dialog.html"
    return render_page(request, "tasks/task_new.html", context, part=part, status=status_of(form))


def _project_of(path: str) -> dict[str, list[str]]:
    """The key of the page's project, as a value for the form."""
    match = _PROJECT_PAGE.search(path)
    return {"project": [match[1]]} if match else {}


def came_from(request: PageRequest) -> str:
    """The page to go back to: the one in `next`, else the referring page."""
    if "next" in request.GET:
        return local(request.GET["next"])
    before = local_part(request.headers.get("Referer", ""), request.get_host())
    return "" if before.partition("?")[0] == request.path else before


def _tell(request: PageRequest, row: detail.FullTask, undo: str, *, left_out: bool) -> None:
    message = wording.CREATED_TASK_LEFT_OUT if left_out else wording.CREATED_TASK
    say(request, format_html(message, url=row["url"], title=shortened(row["title"])), undo=undo)
