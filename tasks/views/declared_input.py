"""A form's input for a declared field of a task: drawn, read and filled in as its type says."""

from __future__ import annotations

from typing import Any

from django import forms

from primetrade.errors import InvalidInput
from tasks.fields.declaration import Field
from tasks.views import page_wording as wording

_MISSING = {"title": wording.NO_TITLE}


def _widget(field: Field) -> forms.Widget:
    attrs = dict(field.type.bounds)
    if field.type.options:
        return forms.Select(choices=[(option.word, option.name) for option in field.type.options])
    if field.type.name == "markdown":
        return forms.Textarea(attrs)
    return forms.TextInput(attrs | ({"type": field.type.name} if field.type.name in ("date", "time") else {}))


class DeclaredInput(forms.Field):
    """Cleaned to a value of the field, None where nothing was typed."""

    def __init__(self, declared: Field) -> None:
        missing = {"required": _MISSING[declared.name]} if declared.required else {}
        super().__init__(
            required=declared.required, label=declared.title, widget=_widget(declared), error_messages=missing
        )
        self._declared = declared

    def to_python(self, value: Any) -> Any:
        text, read = str(value or ""), self._declared.type.read
        if not text.strip() or read is None:
            return None
        try:
            return read(self._declared.name, text)
        except InvalidInput as error:
            raise forms.ValidationError(error.detail) from None
