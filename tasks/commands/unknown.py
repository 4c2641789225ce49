"""Errors for labels and people that a request names and the workspace does not have.

Each is reported at its place in the body, with the nearest name of the workspace. Its members may read all labels and
members anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from accounts.models.membership import NO_MEMBER
from primetrade.commands import Write
from primetrade.errors import InvalidInput
from primetrade.spelling import SAID_LIMIT, with_suggestion
from primetrade.words import quoted
from tasks.models import suggestions

from .people import GivenPerson, NamedByFile

_CREATE_HINT = "`create_labels: true` makes what is missing."


def unknown_labels(write: Write, unknown: Mapping[int, UUID | str], *, field: str = "labels") -> InvalidInput:
    """The error for labels, by their place in the list. One statement when there are names among them."""
    names = [label for label in unknown.values() if isinstance(label, str)]
    near = suggestions.label_names(write) if names else {}
    errors = {}
    for place, label in list(unknown.items())[:SAID_LIMIT]:
        is_name = isinstance(label, str)
        message = with_suggestion(f"There is no label {quoted(label)} here.", str(label), near if is_name else {})
        errors[f"{field}.{place}"] = [f"{message} {_CREATE_HINT}" if is_name else message]
    return InvalidInput(errors=errors)


def unknown_people(write: Write, unknown: Mapping[int, GivenPerson], *, field: str = "assignees") -> InvalidInput:
    """The error for people, by their place in the list. One statement when there are addresses among them.

    The words are the same whether or not an address has an account.
    """
    addresses = [person for person in unknown.values() if isinstance(person, str)]
    near = suggestions.member_addresses(write) if addresses else {}
    errors = {}
    for place, person in list(unknown.items())[:SAID_LIMIT]:
        if isinstance(person, NamedByFile):
            message = f"Nobody called {quoted(person.name)} is on this task. Name a member by `id` or e-mail address."
        else:
            name = str(person).partition("@")[0]
            message = with_suggestion(
                NO_MEMBER.format(name=quoted(person)), name, near if isinstance(person, str) else {}
            )
        errors[f"{field}.{place}"] = [message]
    return InvalidInput(errors=errors)
