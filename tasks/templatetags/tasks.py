"""Tags that draw parts of a task (status, priority, labels, dates), and a task as a row or a card.

Their markup is in templates/components/; tags that are not about tasks are in primetrade/templatetags/.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, time
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from primetrade import people
from primetrade.clock import full_five_minutes
from primetrade.template_components import render_component, value_of
from primetrade.text import MARKDOWN_BYTES
from primetrade.words import all_of
from tasks.due_dates import Due, due_words, is_passed
from tasks.fields.task import BY_NAME
from tasks.models.retention import TRASH_DAYS
from tasks.models.task import CLOSED, Priority, Status
from tasks.queries import rail
from tasks.views import drawn_menus as menus_in_page
from tasks.views.menus import MENU_KEYS, SEARCHED
from tasks.views.properties import SHOWN

register = template.Library()

_LIMITS = {
    "days_in_trash": TRASH_DAYS,
    "markdown_kilobytes": MARKDOWN_BYTES // 1000,
    "rail_count": rail.COUNT_LIMIT,
}

# A list of fifty rows takes 13 ms of processor time with this cache and 30 ms without (CPython 3.11).
_TASKS_REMEMBERED = 4096


@register.filter
def status_name(status: str) -> str:
    """`in_progress` → "In progress"."""
    return Status(status).label


@register.filter
def priority_name(priority: int) -> str:
    """3 → "High"."""
    return Priority(priority).label


@register.filter
def priority_word(priority: int) -> str:
    """3 → "high", the value that URLs and the API use."""
    return Priority(priority).word


@register.filter
def closed_as(status: str, component: str) -> str:
    """The class of a component whose task is closed: `{{ task.status|closed_as:"card" }}`."""
    modifier = {"completed": "done", "cancelled": "cancelled"}.get(status)
    return f" {component}--{modifier}" if modifier else ""


@register.simple_tag
def bounds(name: str) -> SafeString:
    """What an input of this field takes, as attributes: `{% bounds "title" %}` is ` maxlength="500"`."""
    return flatatt(dict(BY_NAME[name].type.bounds))


@register.simple_tag
def limit(name: str) -> int:
    """A limit that a sentence or a script needs: `for {% limit "days_in_trash" %} days`."""
    return _LIMITS[name]


@register.simple_tag
def keys_help() -> SafeString:
    """The list of keys."""
    return render_component("keys_help", of_menus=MENU_KEYS)


@register.simple_tag
def menu_waiting() -> SafeString:
    """The placeholder of a menu, with the labels of the search fields."""
    return render_component("menu_waiting", asks=json.dumps({name: picker.ask for name, picker in SEARCHED.items()}))


@register.simple_tag
def panel_waiting() -> SafeString:
    """The placeholder of the panel of a task, with the names of the properties."""
    properties = tuple((name, one.label or one.title) for name, one in SHOWN.items())
    return render_component("panel_waiting", properties=properties)


@register.simple_tag
def drawn_menus() -> SafeString:
    """The menus that open over a row or card without the server."""
    return menus_in_page.drawn_menus()


@register.simple_tag
def status(value: str, heard: bool = False) -> SafeString:
    """The ring of a status."""
    return render_component("status", value=value, name=Status(value).label, heard=heard)


@register.simple_tag
def priority(value: int, heard: bool = False) -> SafeString:
    """The bars of a priority."""
    return render_component("priority", word=Priority(value).word, name=Priority(value).label, heard=heard)


@register.simple_tag
def label(thing: Any, pill: bool = False) -> SafeString:
    """A label: its dot and its name."""
    return render_component("label", name=value_of(thing, "name"), colour=value_of(thing, "colour"), pill=pill)


@register.simple_tag
def labels(things: Iterable[Any], shown: int = 3) -> SafeString:
    """The first `shown` labels, and how many more there are."""
    every = list(things)
    if not every:
        return mark_safe("")
    names = [value_of(one, "name") for one in every]
    first = mark_safe("".join(label(one) for one in every[:shown]))  # noqa: S308
    return render_component("labels", shown=first, names=all_of(names), more=max(0, len(every) - shown),
                            others=", ".join(names[shown:]))  # fmt: skip


@register.simple_tag(takes_context=True)
def due(
    context: Context,
    due_on: date | None,
    due_time: time | None = None,
    status: str = "todo",
    zone: str = "",
    heard: bool = False,
) -> SafeString:
    """A due date in words, relative to `today` from the context, else today in the active time zone.

    Set `heard` where nothing beside it says what the date is.
    """
    words = due_in_words(context, due_on, due_time, status, zone)
    if words is None:
        return mark_safe("")
    return render_component("due", text=words.text, kind=words.kind, full=words.full, iso=words.iso, heard=heard)


@register.simple_tag(takes_context=True)
def due_in_words(
    context: Context, due_on: date | None, due_time: time | None = None, status: str = "todo", zone: str = ""
) -> Due | None:
    """The words of `due` without markup: `{% due_in_words task.due_on as words %}`; None without a date."""
    if due_on is None:
        return None
    today = context.get("today") or timezone.localdate()
    five_minutes = context.get("five_minutes") or full_five_minutes()
    passed = is_passed(due_on, due_time, zone, today=today, five_minutes=five_minutes)
    return due_words(due_on, today, due_time=due_time, closed=status in CLOSED, passed=passed)


@register.simple_tag(takes_context=True)
def task_row(context: Context, task: Any, short: bool = False, show_project: bool = False) -> SafeString:
    """A task on one line. components/task_row.html lists what `task` needs."""
    inputs = {"task": task, "short": short, "show_project": show_project}
    return _draw_task("task_row", context, inputs, (short, show_project and _belongs(task)))


@register.simple_tag(takes_context=True)
def task_card(context: Context, task: Any) -> SafeString:
    """A task on the board. components/task_card.html lists what `task` needs."""
    return _draw_task("task_card", context, {"task": task}, ())


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A component to render. `values` identify it in the cache; `inputs` can't be compared."""

    component: str
    values: tuple[Any, ...]
    inputs: dict[str, Any] = dataclass_field(compare=False)


# Compare everything that is drawn, not only the version: counts change without it, and preview rows have none.
_DRAWN_OF_A_TASK = (
    "key", "title", "url", "status", "priority", "due_on", "due_time", "due_zone", "subtasks_done", "subtasks_total",
    "comments_count", "id", "parent_id", "version",
)  # fmt: skip


def _draw_task(component: str, context: Context, inputs: dict[str, Any], extra: tuple[Any, ...]) -> SafeString:
    task, today = inputs["task"], context.get("today") or timezone.localdate()
    labels = tuple((value_of(one, "name"), value_of(one, "colour")) for one in value_of(task, "labels"))
    faces = tuple(
        (people.plain_name(one), value_of(one, "initials"), value_of(one, "hue")) for one in value_of(task, "assignees")
    )
    # Only what is due today at a time looks different five minutes later.
    is_timed = value_of(task, "due_time") is not None and value_of(task, "due_on") == today
    five_minutes = full_five_minutes() if is_timed else None
    values = (today, five_minutes, labels, faces, *(value_of(task, name) for name in _DRAWN_OF_A_TASK), *extra)
    drawing = _Drawing(component, values, {**inputs, "today": today, "five_minutes": five_minutes})
    return (_render_task if settings.DEBUG else _remember_task)(drawing)


def _belongs(task: Any) -> tuple[str, str, str]:
    project, parent = value_of(task, "project"), value_of(task, "parent")
    return value_of(project, "name"), value_of(project, "colour"), value_of(parent, "title")


def _render_task(drawing: _Drawing) -> SafeString:
    return mark_safe(render_to_string(f"components/{drawing.component}.html", drawing.inputs).strip())  # noqa: S308


_remember_task = lru_cache(maxsize=_TASKS_REMEMBERED)(_render_task)
