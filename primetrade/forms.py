"""Between a form and a command: what the command refuses stands beside the field it is about."""

from __future__ import annotations

from django import forms

from primetrade.errors import PrimeTradeError


def refused(form: forms.Form, error: PrimeTradeError) -> None:
    """Add a command's errors to a bound form; those of no field of it to the form as a whole."""
    if not error.errors:
        form.add_error(None, error.detail)
    for name, messages in error.errors.items():
        field = name.partition(".")[0]  # of one item of a list
        form.add_error(field if field in form.fields else None, messages)
