"""The menus of a row or card: what one property can be set to, and where the task can be moved.

With scripts a menu opens in place (static/js/behaviours/property-menu.js); without, it is a small page of its own.
Where there may be many values, a bounded number is offered; `?find=` searches them by name.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.pages import page
from primetrade.responses import render_page
from tasks.fields.declaration import Link
from tasks.fields.task import CHOICES, LINKS
from tasks.models.task import Status
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.edits import linked
from tasks.views.of_task import of_task
from tasks.views.pickers import PICKERS
from tasks.views.properties import SHOWN, Property, property_of
from tasks.views.quick_add import came_from
from tasks.views.task_page import TaskPage

# The properties that have a menu on a row or card: choices, the due date, and what is searched by name.
_OFFERED = {name: one for name, one in SHOWN.items() if one in CHOICES or one in LINKS or name in ("due", "project")}
# Those whose choices are searched by name.
SEARCHED = {name: PICKERS[one.type.name] for name, one in _OFFERED.items() if one.type.name in PICKERS}
MENUS = {name: one.title for name, one in _OFFERED.items()} | {"place": "Move"}
# The menus that the menu of moves leads to.
_FURTHER = [
    {"name": name, "title": one.title, "icon": one.icon}
    for name, one in _OFFERED.items()
    if one.key and name != "status"
]


class MenuKey(NamedTuple):
    """A key that sets a property; `opens` is its menu over a focused row or card, "" for none."""

    key: str
    words: str
    opens: str


MENU_KEYS = tuple(
    MenuKey(one.key, one.key_words, name if name in MENUS else "") for name, one in SHOWN.items() if one.key
)


@page(also=came_from)
@of_task
def task_menu(request: PageRequest, task: FullTask, name: str) -> HttpResponse:
    """The menu of one property, or of the moves."""
    if name not in MENUS:
        raise Http404
    page = TaskPage(request, task)
    prop = property_of(name, page.task) if name in _OFFERED else None
    context = (
        page.context()
        | menu_context(name, prop)
        | {
            "place_url": reverse("task_place", args=[request.access.workspace.slug, task["key"]]),
            "within": Status(task["status"]).label,
            "next": came_from(request) or page.urls["project"],
        }
    )
    if name in SEARCHED:
        context |= _offer(request, page.task, name)
    return render_page(request, "tasks/menus/page.html", context, part="tasks/menus/menu.html")


def menu_context(name: str, prop: Property | None) -> dict[str, Any]:
    """What the templates of a menu need besides its task. `prop` is the property that it sets, of a task or of none."""
    return {
        "name": name,
        "title": MENUS[name],
        "template": f"tasks/menus/{_template(name)}.html",
        "prop": prop,
        "steps": wording.STEPS,
        "further": _FURTHER,
    }


def _template(name: str) -> str:
    """The moves and the due date have their own; others share that of their type."""
    return name if name in ("place", "due") else _OFFERED[name].type.name


def _offer(request: PageRequest, task: FullTask, name: str) -> dict[str, Any]:
    """The context of a menu with a search; `rows` that the task has are marked as chosen."""
    declared, picker = _OFFERED[name], SEARCHED[name]
    now: Any = linked(task, declared.name) if isinstance(declared, Link) else [task["project"]]
    chosen = [one["id"] for one in now if one["id"]]  # people known only from a file have none
    find = request.GET.get("find", "").strip()
    offer = picker.read(request.access, find=find, chosen=chosen)
    rows = [one | {"chosen": one["id"] in chosen} for one in offer.rows]
    return {
        "picker": picker,
        "kind": declared.type.name,
        "one": declared.one if isinstance(declared, Link) else "",
        "find": find,
        "none_called": picker.none_called(find),
        "rows": rows,
        "more": offer.more,
    }
