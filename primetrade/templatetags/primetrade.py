"""Tags for components that are too small and too frequent for an include: icons, people, form fields.

Their markup is in templates/components/ like that of all components.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from primetrade import addresses, batches, made_once, mailboxes, people, toasts
from primetrade import importmap as maps
from primetrade.template_components import render_component, value_of

register = template.Library()

_PEOPLE_SHOWN = 3

register.filter("initials", people.initials)
register.filter("hue", people.hue)
register.filter("plain_name", people.plain_name)
register.filter("plain_names", people.plain_names)
register.filter("toast_forms", toasts.toast_forms)
register.filter("is_for_scripts", batches.is_for_scripts)
register.filter("mailbox", mailboxes.shown_email)
register.filter("shown_page", addresses.shown_page)


@register.simple_tag
def import_map() -> SafeString:
    """The text of the import map, unescaped: it is our own and contains no "<"."""
    return mark_safe(maps.import_map().text)  # noqa: S308


@register.simple_tag
def mail_is_printed() -> bool:
    """Whether mail is printed where PrimeTrade was started, because no mail server is set."""
    return not settings.MAIL_GOES_OUT


@register.simple_tag
def form_key() -> SafeString:
    """The hidden key of a form that creates something (primetrade/made_once.py), a new one each time it is drawn."""
    return format_html('<input type="hidden" name="{}" value="{}">', made_once.FIELD, made_once.new_form_key())


@register.simple_tag
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """An icon of the sprite in the colour of the text around it; read aloud only when it has a label."""
    return render_component("icon", name=name, extra=extra, label=label)


@register.simple_tag
def avatar(person: Any, size: str = "", silent: bool = False, titled: bool = False) -> SafeString:
    """A person's initials on their hue; None is nobody. Set `silent` when the name is beside it, `titled` as well
    where only a text for screen readers does.

    A person named only in a file gets no initials or hue, so as not to look like a member, but the name's source.
    """
    sized = {"": "", "square": " avatar--small avatar--square"}.get(size, f" avatar--{size}")
    if not person:
        name, initials, look = "Nobody", "", f"avatar--none{sized}"
    elif people.claim(person):
        name, initials, look = people.plain_name(person), "", f"avatar--claimed{sized}"
    else:
        name = value_of(person, "name")
        initials = value_of(person, "initials") or people.initials(name)
        look = f"hue-{value_of(person, 'hue') or people.hue(name)}{sized}"
    return render_component("avatar", name=name, initials=initials, look=look, silent=silent, titled=titled)


@register.simple_tag
def person(who: Any) -> SafeString:
    """A person's name; with its source if only a file names them."""
    claim, name = people.claim(who), value_of(who, "name")
    return render_component("person", name=name, claim=claim) if claim else format_html("{}", name)


@register.simple_tag
def avatars(persons: Iterable[Any]) -> SafeString:
    """Up to three avatars, then how many more. A text beside them tells screen readers who they all are."""
    every = list(persons)
    if not every:
        return mark_safe("")
    faces = [avatar(one, silent=True, titled=True) for one in every[:_PEOPLE_SHOWN]]
    rest = every[_PEOPLE_SHOWN:]
    return render_component("avatars", faces=mark_safe("".join(faces)), more=len(rest),  # noqa: S308
                            names=", ".join(people.plain_name(one) for one in rest))  # fmt: skip


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
    """A form field with its label, hint or error. Other arguments become attributes: `autocomplete="off" data_key="x"`.

    `errors` are more errors to show beside it, such as form-wide ones that only this field can fix.
    """
    kind = _kind(bound)
    shown_errors = [*bound.errors, *errors]
    hint = hint or str(bound.help_text)
    attrs = {key.replace("_", "-"): value for key, value in attributes.items()}
    attrs["class"] = {"checkbox": "check", "file": "input input--file"}.get(kind, "input")
    if rows:
        attrs["rows"] = rows
    if shown_errors:
        attrs |= {"aria-describedby": f"{bound.auto_id}_error", "aria-invalid": "true"}
        if errors or next(iter(bound.form.errors)) == bound.name:
            attrs["autofocus"] = True
    elif hint:
        attrs["aria-describedby"] = f"{bound.auto_id}_helptext"
    inputs = {
        "field": bound,
        "kind": kind,
        "errors": shown_errors,
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
