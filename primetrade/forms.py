"""What stands between a form and a command: texts with a bound, and a command's errors beside the fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from primetrade.errors import Conflict, InvalidInput, PrimeTradeError
from primetrade.text import too_long

Value = TypeVar("Value")


class BoundedText(forms.CharField):
    """Text of at most `max_length` characters, refused in the words that commands use."""

    def run_validators(self, value: Any) -> None:
        if self.max_length is not None:
            at_most(self.max_length)(value)
        super().run_validators(value)


def at_most(limit: int) -> Callable[[str], None]:
    """A validator of a text's length."""

    def check(value: str) -> None:
        if len(value) > limit:
            raise forms.ValidationError(too_long(limit, len(value)), code="max_length")

    return check


def carry_out(form: forms.BaseForm, command: Callable[..., Value], *args: Any, **more: Any) -> Value | None:
    """The command's result for the form's values; None, with the errors in the form, when form or command refuses."""
    if not form.is_valid():
        return None
    try:
        return command(*args, **more, **form.cleaned_data)
    except (InvalidInput, Conflict) as error:
        refused(form, error)
        return None


def refused(form: forms.BaseForm, error: PrimeTradeError) -> None:
    """Add a command's errors to a bound form; those without a field in the form become form-wide errors."""
    if not error.errors:
        form.add_error(None, forms.ValidationError(error.detail, code=str(error.status)))
    for name, messages in error.errors.items():
        field = name.partition(".")[0]  # "labels.3" is an item of the list "labels"
        form.add_error(field if field in form.fields else None, messages)


def status_of(form: forms.BaseForm) -> int:
    """200 for a form without errors, 409 for one that contradicts what is there, 422 for values that can't be used."""
    if not form.errors:
        return 200
    return Conflict.status if form.has_error(NON_FIELD_ERRORS, str(Conflict.status)) else InvalidInput.status
