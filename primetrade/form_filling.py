"""Fills the values of a sent form into the page that shows it, whatever the page and the form.

Works on the finished HTML, so that no form has to know of it. Fills what people fill in: texts, choices and ticks, and
of the hidden fields only those that say which state the text was typed over. Every value is escaped. A text keeps what
the page had in its place (data-saved), so that scripts recognise it as unsaved (js/behaviours/unsaved.js).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from django.utils.html import escape

Fields = dict[str, list[str]]
_Attributes = dict[str, str | None]

_NEVER = ("password", "file", "submit", "button", "image", "reset")
_TICKS = ("checkbox", "radio")
_TYPED_OVER = re.compile(r"base_\w+|version")  # without these a conflict would pass unnoticed


@dataclass(slots=True)
class _Tag:
    """A start tag. `start` and `end` are indices into the page."""

    name: str
    attributes: _Attributes
    start: int
    end: int

    def of(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""

    def drawn(self, **changes: str | bool | None) -> str:
        """The tag with attributes set; False takes one away."""
        attributes = {name: value for name, value in (self.attributes | changes).items() if value is not False}
        parts = [name if value is None else f'{name}="{escape(value)}"' for name, value in attributes.items()]
        return f"<{' '.join([self.name, *parts])}>"


@dataclass(slots=True)
class _Control:
    """A field of a form. `content_end` is where a textarea's text ends; `around` are the <details> that hold it."""

    tag: _Tag
    around: list[_Tag]
    content_end: int = 0
    options: list[_Tag] = field(default_factory=list)


@dataclass(slots=True)
class _Form:
    tag: _Tag
    controls: list[_Control] = field(default_factory=list)


def filled(page: str, path: str, action: str, fields: Fields) -> str:
    """The page at `path` with `fields` in the form that was sent to `action`; unchanged if it has no such form."""
    reader = _Reader(page)
    forms = [form for form in reader.forms if (form.tag.of("action") or path) == action]
    form = max(forms, key=lambda one: _likeness(one, fields), default=None)
    if form is None or _likeness(form, fields)[0] == 0:
        return page
    changes: dict[int, tuple[int, str]] = {}
    for control in form.controls:
        _fill(control, fields, changes, page)
    for start in sorted(changes, reverse=True):
        end, text = changes[start]
        page = page[:start] + text + page[end:]
    return page


def _likeness(form: _Form, fields: Fields) -> tuple[int, int]:
    """How many of the fields people fill in here, then how many of the hidden ones are the same."""
    sent = [control.tag for control in form.controls if control.tag.of("name") in fields]
    hidden = [tag for tag in sent if tag.of("type") == "hidden"]
    shown = len(sent) - len(hidden)
    return shown, sum(tag.of("value") in fields[tag.of("name")] for tag in hidden)


def _fill(control: _Control, fields: Fields, changes: dict[int, tuple[int, str]], page: str) -> None:
    tag = control.tag
    name, kind = tag.of("name"), tag.of("type")
    values = fields.get(name, [])
    if tag.name == "input" and kind in _TICKS:
        if values or kind == "checkbox":
            ticked = (tag.of("value") or "on") in values
            changes[tag.start] = (tag.end, tag.drawn(checked=None if ticked else False))
        return
    if not values or kind in _NEVER or (kind == "hidden" and not _TYPED_OVER.fullmatch(name)):
        return
    if tag.name == "textarea":
        saved = unescape(page[tag.end : control.content_end]).removeprefix("\n")
        changes[tag.start] = (tag.end, tag.drawn(**{"data-saved": saved}))
        changes[tag.end] = (control.content_end, "\n" + escape(values[0]))
    elif tag.name == "select":
        for option in control.options:
            chosen = option.of("value") in values
            changes[option.start] = (option.end, option.drawn(selected=None if chosen else False))
    elif kind == "hidden":
        changes[tag.start] = (tag.end, tag.drawn(value=values[0]))
    else:
        changes[tag.start] = (tag.end, tag.drawn(value=values[0], **{"data-saved": tag.of("value")}))
    for details in control.around:
        changes[details.start] = (details.end, details.drawn(open=None))


class _Reader(HTMLParser):
    """Finds the forms of a page with their controls, but not those in <template>, which are only copied from."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.forms: list[_Form] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]  # where each begins
        self._form: _Form | None = None
        self._control: _Control | None = None
        self._details: list[_Tag] = []
        self._templates = 0
        self._elsewhere: list[_Control] = []
        self.feed(page)
        self.close()
        by_id = {form.tag.of("id"): form for form in self.forms if form.tag.of("id")}
        for control in self._elsewhere:
            if owner := by_id.get(control.tag.of("form")):
                owner.controls.append(control)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._here()
        tag = _Tag(name, dict(attrs), start, start + len(self.get_starttag_text() or ""))
        if name == "template":
            self._templates += 1
        elif self._templates:
            return
        elif name == "form":
            self._form = _Form(tag)
            self.forms.append(self._form)
        elif name == "details":
            self._details.append(tag)
        elif name == "option" and self._control is not None:
            self._control.options.append(tag)
        elif name in ("input", "textarea", "select") and tag.of("name"):
            self._add(_Control(tag, list(self._details)))

    def handle_endtag(self, name: str) -> None:
        if name == "template":
            self._templates -= 1
        elif self._templates:
            return
        elif name == "form":
            self._form = None
        elif name == "details" and self._details:
            self._details.pop()
        elif name == "textarea" and self._control is not None:
            self._control.content_end = self._here()

    def _add(self, control: _Control) -> None:
        self._control = control
        if control.tag.of("form"):
            self._elsewhere.append(control)
        elif self._form is not None:
            self._form.controls.append(control)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
