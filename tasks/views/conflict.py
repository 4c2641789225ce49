"""Two people changed the same field: both versions side by side, and the choice. Nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.responses import fragment, wants_fragment
from tasks.fields.declaration import Field
from tasks.fields.task import BY_NAME, LINKS
from tasks.fields.value_types import LINE, MARKDOWN, PROJECT, TASK
from tasks.queries import detail, log, offers
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.comment_edits import CommentConflict
from tasks.views.edits import EditConflict, current
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import item_answer, item_sent


@dataclass(frozen=True, slots=True)
class Side:
    """One field of a conflict: both values in words, and as the form sends them."""

    field: str
    name: str
    theirs: str
    mine: str
    base: str  # their value: if mine is chosen, saving compares with it again
    raw: str
    written: bool  # text, which can still be edited


def conflict_answer(request: PageRequest, conflict: EditConflict) -> HttpResponse:
    """412: in place with scripts, as a page without; in a list, the current row and a toast."""
    who, by_me = _who(request, conflict)
    words = [BY_NAME[field].word for field in conflict.fields]
    if item_sent(request):
        return item_answer(request, conflict.task, wording.changed_meanwhile(who, words[0], by_me=by_me), status=412)
    page = TaskPage(request, conflict.task, typed=request.POST)
    context = page.context() | {
        "title": wording.changed_while_you_did(who, words, by_me=by_me),
        "sides": [_side(request, conflict, field) for field in conflict.fields],
        "carried": _carried(request, conflict),
        "action": page.urls["edit"],
    }
    return _shown(request, context)


def comment_conflict_answer(request: PageRequest, task: FullTask, conflict: CommentConflict) -> HttpResponse:
    """The same for a comment, which its author edited in two places."""
    theirs, mine = conflict.theirs, conflict.mine
    page = TaskPage(request, task, typed=request.POST)
    context = page.context() | {
        "title": wording.COMMENT_CHANGED,
        "sides": [Side("body", wording.COMMENT, theirs, mine, theirs, mine, written=True)],
        "carried": [],
        "action": reverse("comment_edit", args=[page.slug, task["key"], conflict.comment]),
    }
    return _shown(request, context)


def _shown(request: PageRequest, context: dict[str, Any]) -> HttpResponse:
    if not wants_fragment(request):
        return render(request, "tasks/task_conflict.html", context, status=412)
    response = fragment(request, [("tasks/partials/conflict.html", context)], status=412, into="#task-conflict")
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _side(request: PageRequest, conflict: EditConflict, name: str) -> Side:
    theirs, mine = current(conflict.task, name), conflict.edits.values[name]
    field = BY_NAME[name]
    written = field.type in (LINE, MARKDOWN)
    return Side(
        name,
        field.title,
        theirs if written else _in_words(request, field, theirs),
        mine if written else _in_words(request, field, mine),
        _form_value(name, theirs),
        _form_value(name, mine),
        written,
    )


def _carried(request: PageRequest, conflict: EditConflict) -> list[tuple[str, str]]:
    """The form's other changes, which don't conflict; sent along with the choice."""
    values = conflict.edits.values
    carried = [(name, _form_value(name, value)) for name, value in values.items() if name not in conflict.fields]
    carried += [(f"base_{name}", _form_value(name, current(conflict.task, name))) for name, _ in carried]
    sets = [f"{link.one}_{done}" for link in LINKS for done in ("add", "remove")]
    return carried + [(name, value) for name in sets for value in request.POST.getlist(name)]


def _who(request: PageRequest, conflict: EditConflict) -> tuple[str, bool]:
    """The name of whoever last changed one of these fields, and whether that is the reader."""
    fields = {BY_NAME[name].column for name in conflict.fields}
    access = request.access
    change = log.last_change_of(access, conflict.task["id"], fields)
    if change is None:
        return wording.SOMEBODY, False
    return str(change.actor.name if change.actor else change.actor_name), change.actor_id == access.user.id


def _in_words(request: PageRequest, field: Field, value: Any) -> str:
    """A value in words."""
    if value is None or value == "":
        return wording.NOTHING
    if field.type is PROJECT:
        return _project(request, str(value))
    return _task(request, str(value)) if field.type is TASK else field.type.words(value)


def _project(request: PageRequest, identifier: str) -> str:
    access = request.access
    return next((one["name"] for one in offers.projects_of(access, [identifier])), wording.A_PROJECT)


def _task(request: PageRequest, identifier: str) -> str:
    task = detail.task(request.access, identifier)
    return f"{task['key']} {task['title']}"


def _form_value(name: str, value: Any) -> str:
    """A value as a form sends it."""
    return BY_NAME[name].type.write(value)
