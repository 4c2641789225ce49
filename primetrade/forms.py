"""Between a form and a command: what the command refuses stands beside the field it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from primetrade.errors import Conflict, InvalidInput, PrimeTradeError

Value = TypeVar("Value")


def carry_out(form: forms.BaseForm, command: Callable[..., Value], *args: Any, **more: Any) -> Value | None:
    """What the command gives back for the form's values; None when one of the two refuses, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return command(*args, **more, **form.cleaned_data)
    except (InvalidInput, Conflict) as error:
        refused(form, error)
        return None


def refused(form: forms.BaseForm, error: PrimeTradeError) -> None:
    """Add a command's errors to a bound form; those of no field of it to the form as a whole."""
    if not error.errors:
        form.add_error(None, error.detail)
    for name, messages in error.errors.items():
        field = name.partition(".")[0]  # of one item of a list
        form.add_error(field if field in form.fields else None, messages)
