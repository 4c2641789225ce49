"""Two people changed the same field: both versions side by side, and the choice. Nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from primetrade.models import Change
from primetrade.toasts import warn
from primetrade.words import PRIORITY_NAMES, STATUS_NAMES, full_date
from tasks.queries import choices, detail, wording
from tasks.views.answers import fragment, wants_fragment
from tasks.views.edits import EditConflict, current
from tasks.views.rows import LINES
from tasks.views.task_page import TaskPage

_NAMES = {
    "title": "Title",
    "description": "Description",
    "status": "Status",
    "priority": "Priority",
    "due_on": "Due date",
    "due_time": "Due time",
    "start_on": "Start date",
    "estimate_minutes": "Estimate",
    "project": "Project",
    "parent": "Parent",
}
_WORDS = {"title", "description"}


@dataclass(frozen=True, slots=True)
class Side:
    """One field of a conflict: both values in words, and as the form sends them."""

    field: str
    name: str
    theirs: str
    mine: str
    base: str  # their value, which a choice for mine is compared with once more
    raw: str
    written: bool  # text, which one may still edit


def conflict_answer(request: HttpRequest, conflict: EditConflict) -> HttpResponse:
    """412: in place for scripts, a page without; in a list the row as it is now, and a toast."""
    name = request.POST.get("fragment", "")
    page = TaskPage(request, conflict.task, typed=request.POST)
    if wants_fragment(request) and name in LINES:
        who = _who(request, conflict)
        warn(request, f"{who} changed the {_NAMES[conflict.fields[0]].lower()} in the meantime. Yours was not saved.")
        return fragment(request, [(LINES[name], page.context())], status=412)
    context = page.context() | {
        "sides": [_side(request, conflict, field) for field in conflict.fields],
        "carried": _carried(request, conflict),
        "who": _who(request, conflict),
    }
    if not wants_fragment(request):
        return render(request, "tasks/task_conflict.html", context, status=412)
    response = fragment(request, [("tasks/partials/conflict.html", context)], status=412)
    response.headers["HX-Retarget"] = "#task-conflict"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _side(request: HttpRequest, conflict: EditConflict, name: str) -> Side:
    theirs, mine = current(conflict.task, name), conflict.edits.values[name]
    written = name in _WORDS
    return Side(
        name,
        _NAMES[name],
        theirs if written else _said(request, conflict, name, theirs),
        mine if written else _said(request, conflict, name, mine),
        _sent(theirs),
        _sent(mine),
        written,
    )


def _carried(request: HttpRequest, conflict: EditConflict) -> list[tuple[str, str]]:
    """What else the form changed, without contradiction: sent along with the choice."""
    values = conflict.edits.values
    carried = [(name, _sent(value)) for name, value in values.items() if name not in conflict.fields]
    carried += [(f"base_{name}", _sent(current(conflict.task, name))) for name, _ in carried]
    sets = ("label_add", "label_remove", "assignee_add", "assignee_remove")
    return carried + [(name, value) for name in sets for value in request.POST.getlist(name)]


def _who(request: HttpRequest, conflict: EditConflict) -> str:
    """Whose change it was: the last one on these fields."""
    fields = {f"{name}_id" if name in ("project", "parent") else name for name in conflict.fields}
    access = request.access  # type: ignore[attr-defined]
    latest = Change.objects.of(access).filter(object_id=conflict.task["id"]).select_related("actor")
    for change in latest.order_by("-seq", "-n")[:50]:
        if fields & (change.after.keys() | change.before.keys()):
            if change.actor_id == access.user.id:
                return "You, somewhere else,"
            return change.actor.name if change.actor else change.actor_name
    return "Someone"


def _said(request: HttpRequest, conflict: EditConflict, name: str, value: Any) -> str:
    """A value in words."""
    if value is None or value == "":
        return "None"
    if name == "status":
        return STATUS_NAMES.get(value, str(value))
    if name == "priority":
        return PRIORITY_NAMES[value]
    if name == "estimate_minutes":
        return wording.duration(value)
    if name in ("project", "parent"):
        return _named(request, name, str(value))
    return full_date(value) if isinstance(value, date) else f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _named(request: HttpRequest, name: str, identifier: str) -> str:
    access = request.access  # type: ignore[attr-defined]
    if name == "project":
        return next((one["name"] for one in choices.projects_of(access, [identifier])), "A project")
    task = detail.task(access, identifier)
    return f"{task['key']} {task['title']}"


def _sent(value: Any) -> str:
    """A value as a form sends it."""
    if value is None:
        return ""
    return f"{value:%H:%M}" if isinstance(value, time) else value.isoformat() if isinstance(value, date) else str(value)
