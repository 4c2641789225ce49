"""Tags of the components that are too small and too many for an include: icons, signs, people, fields.

Their markup is in templates/components/ like everybody else's. It is rendered once for each set of inputs and kept by
the process, because a list draws the same rings, faces and mostly the same tasks hundreds of times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, time
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from primetrade import addresses, mailboxes, people, toasts, words
from primetrade import importmap as maps

register = template.Library()

_REMEMBERED = 8192
_TASKS_REMEMBERED = 4096
_PEOPLE_SHOWN = 3

register.filter("initials", people.initials)
register.filter("hue", people.hue)
register.filter("said", people.said)
register.filter("undo_url", toasts.undo_url)
register.filter("mailbox", mailboxes.shown_email)
register.filter("shown_page", addresses.shown_page)


@register.filter
def status_name(status: str) -> str:
    """`in_progress` → "In progress"."""
    return words.STATUS_NAMES[status]


@register.filter
def priority_name(priority: int) -> str:
    """3 → "High"."""
    return words.PRIORITY_NAMES[priority]


@register.filter
def priority_word(priority: int) -> str:
    """3 → "high", the value that URLs and the API use."""
    return words.PRIORITY_WORDS[priority]


@register.filter
def closed_as(status: str, component: str) -> str:
    """The class that says so of a component whose task is closed: `{{ task.status|closed_as:"card" }}`."""
    modifier = {"completed": "done", "cancelled": "cancelled"}.get(status)
    return f" {component}--{modifier}" if modifier else ""


@register.simple_tag
def import_map() -> SafeString:
    """The text of the import map. It is our own and holds no "<", so it stands as it is."""
    return mark_safe(maps.import_map().text)  # noqa: S308


@register.simple_tag
def mail_is_printed() -> bool:
    """True when there is no mail server and messages are printed where PrimeTrade was started."""
    return not settings.MAIL_GOES_OUT


@register.simple_tag
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """A drawing of the sprite in the colour of its text; heard only when it has a label."""
    return _draw("icon", name=name, extra=extra, label=label, sprite=static("icons/icons.svg"))


@register.simple_tag
def status(value: str, heard: bool = False) -> SafeString:
    """The ring of a status."""
    return _draw("status", value=value, name=words.STATUS_NAMES[value], heard=heard)


@register.simple_tag
def priority(value: int, heard: bool = False) -> SafeString:
    """The bars of a priority."""
    return _draw("priority", word=words.PRIORITY_WORDS[value], name=words.PRIORITY_NAMES[value], heard=heard)


@register.simple_tag
def label(thing: Any, pill: bool = False) -> SafeString:
    """A label: its dot and its name."""
    return _draw("label", name=_of(thing, "name"), colour=_of(thing, "colour"), pill=pill)


@register.simple_tag
def labels(things: Iterable[Any], shown: int = 3) -> SafeString:
    """The first labels, and how many more there are."""
    every = list(things)
    more = len(every) - shown
    rest = format_html(
        '<span class="count" title="{}">+{}</span>', ", ".join(_of(one, "name") for one in every[shown:]), more
    )
    return mark_safe("".join(label(one) for one in every[:shown]) + (rest if more > 0 else ""))  # noqa: S308


@register.simple_tag
def avatar(person: Any, size: str = "", silent: bool = False) -> SafeString:
    """A person's initials on their hue; None is nobody. `silent` when the name stands beside it.

    Whom a file names has no initials and no hue, so that they look like no member, and says where the name is from.
    """
    sized = {"": "", "square": " avatar--small avatar--square"}.get(size, f" avatar--{size}")
    if not person:
        return _draw("avatar", name="Nobody", initials="", look=f"avatar--none{sized}", silent=silent)
    if people.claim(person):
        return _draw("avatar", name=people.said(person), initials="", look=f"avatar--claimed{sized}", silent=silent)
    name = _of(person, "name")
    initials, hue = _of(person, "initials") or people.initials(name), _of(person, "hue") or people.hue(name)
    return _draw("avatar", name=name, initials=initials, look=f"hue-{hue}{sized}", silent=silent)


@register.simple_tag
def person(who: Any) -> SafeString:
    """The name of a person; with where it is from, of whom a file names."""
    claim, name = people.claim(who), _of(who, "name")
    return _draw("person", name=name, claim=claim) if claim else format_html("{}", name)


@register.simple_tag
def avatars(persons: Iterable[Any]) -> SafeString:
    """Up to three faces, then how many more."""
    every = list(persons)
    if not every:
        return mark_safe("")
    rest = every[_PEOPLE_SHOWN:]
    return _draw("avatars", faces=mark_safe("".join(avatar(one) for one in every[:_PEOPLE_SHOWN])),  # noqa: S308
                 more=len(rest), names=", ".join(people.said(one) for one in rest))  # fmt: skip


@register.simple_tag(takes_context=True)
def due(context: Context, due_on: date | None, due_time: time | None = None, status: str = "todo") -> SafeString:
    """A due date in words, seen from the person's today (`today` in the context, else the active zone's)."""
    if due_on is None:
        return mark_safe("")
    today = context.get("today") or timezone.localdate()
    found = words.due_words(due_on, today, due_time=due_time, closed=status in words.CLOSED)
    return _draw("due", text=found.text, kind=found.kind, full=found.full, iso=found.iso)


@register.simple_tag(takes_context=True)
def due_text(context: Context, due_on: date | None, due_time: time | None = None, status: str = "todo") -> str:
    """The same words without markup, for a label that is heard."""
    if due_on is None:
        return "no date"
    today = context.get("today") or timezone.localdate()
    return words.due_words(due_on, today, due_time=due_time, closed=status in words.CLOSED).text


@register.simple_tag(takes_context=True)
def task_row(context: Context, task: Any, short: bool = False, show_project: bool = False) -> SafeString:
    """A task on one line; what `task` needs stands in components/task_row.html."""
    inputs = {"task": task, "short": short, "show_project": show_project}
    return _draw_task("task_row", context, inputs, (short, _of(task, "project") and show_project and _project(task)))


@register.simple_tag(takes_context=True)
def task_card(context: Context, task: Any) -> SafeString:
    """A task on the board; what `task` needs stands in components/task_card.html."""
    return _draw_task("task_card", context, {"task": task}, ())


@register.simple_tag
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    optional: bool = False,
    link_url: str = "",
    link_text: str = "",
    rows: int = 0,
    errors: Iterable[Any] = (),
    **attributes: Any,
) -> SafeString:
    """A form field with its label, hint or error. Other arguments become attributes: `maxlength=200 data_key="x"`.

    `errors` are further ones to show beside it, such as the form's own when only this field can mend them.
    """
    kind = _kind(bound)
    found = [*bound.errors, *errors]
    hint = hint or str(bound.help_text)
    attrs = {key.replace("_", "-"): value for key, value in attributes.items()}
    attrs["class"] = {"checkbox": "check", "file": "input input--file"}.get(kind, "input")
    if rows:
        attrs["rows"] = rows
    if found:
        attrs |= {"aria-describedby": f"{bound.auto_id}_error", "aria-invalid": "true"}
        if errors or next(iter(bound.form.errors)) == bound.name:
            attrs["autofocus"] = True
    elif hint:
        attrs["aria-describedby"] = f"{bound.auto_id}_helptext"
    inputs = {
        "field": bound,
        "kind": kind,
        "errors": found,
        "label": label or bound.label,
        "hint": hint,
        "optional": optional,
        "link_url": link_url,
        "link_text": link_text,
        "control": "" if kind == "radios" else bound.as_widget(attrs=attrs),
    }
    return mark_safe(render_to_string("components/field.html", inputs))  # noqa: S308


_KINDS = {
    "CheckboxInput": "checkbox",
    "RadioSelect": "radios",
    "Select": "select",
    "NullBooleanSelect": "select",
    "PasswordInput": "password",
    "ClearableFileInput": "file",
    "FileInput": "file",
}


def _kind(bound: BoundField) -> str:
    for one in type(bound.field.widget).__mro__:
        if one.__name__ in _KINDS:
            return _KINDS[one.__name__]
    return "text"


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A component with inputs that can't be compared, and the values that tell it from any other."""

    component: str
    values: tuple[Any, ...]
    inputs: dict[str, Any] = dataclass_field(compare=False)


_DRAWN_OF_A_TASK = (
    "key", "title", "url", "status", "priority", "due_on", "due_time", "subtasks_done", "subtasks_total",
    "comments_count", "id", "parent_id", "version",
)  # fmt: skip


def _draw_task(component: str, context: Context, inputs: dict[str, Any], extra: tuple[Any, ...]) -> SafeString:
    task, today = inputs["task"], context.get("today") or timezone.localdate()
    labels = tuple((_of(one, "name"), _of(one, "colour")) for one in _of(task, "labels"))
    faces = tuple((people.said(one), _of(one, "initials"), _of(one, "hue")) for one in _of(task, "assignees"))
    values = (today, labels, faces, *(_of(task, name) for name in _DRAWN_OF_A_TASK), *extra)
    drawing = _Drawing(component, values, {**inputs, "today": today})
    return (_render_task if settings.DEBUG else _remember_task)(drawing)


def _project(task: Any) -> tuple[str, str]:
    project = _of(task, "project")
    return _of(project, "name"), _of(project, "colour")


def _render_task(drawing: _Drawing) -> SafeString:
    return mark_safe(render_to_string(f"components/{drawing.component}.html", drawing.inputs).strip())  # noqa: S308


_remember_task = lru_cache(maxsize=_TASKS_REMEMBERED)(_render_task)


def _draw(component: str, **inputs: Any) -> SafeString:
    render = _render if settings.DEBUG else _remember
    return render(component, tuple(inputs.items()))


def _render(component: str, inputs: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(render_to_string(f"components/{component}.html", dict(inputs)).strip())  # noqa: S308


_remember = lru_cache(maxsize=_REMEMBERED)(_render)
