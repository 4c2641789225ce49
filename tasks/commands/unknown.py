"""Labels and people that a request names and that are not here: each by its place in the body, with the nearest word.

Near words are those of the workspace, whose labels and members its members may read anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from accounts.models.membership import NO_MEMBER
from primetrade.commands import Write
from primetrade.errors import InvalidInput
from primetrade.near import SAID_MOST, quoted, with_near
from tasks.models import nearest

from .task_links import Assignee, NamedByFile

_MAKE_IT = "`create_labels: true` makes what is missing."


def unknown_labels(write: Write, strange: Mapping[int, UUID | str], *, field: str = "labels") -> InvalidInput:
    """What is wrong with labels by place. One statement when there are names."""
    names = [one for one in strange.values() if isinstance(one, str)]
    near = nearest.labels(write) if names else {}
    errors = {}
    for place, one in list(strange.items())[:SAID_MOST]:
        said = with_near(f"There is no label {quoted(one)} here.", str(one), near if isinstance(one, str) else {})
        errors[f"{field}.{place}"] = [f"{said} {_MAKE_IT}" if isinstance(one, str) else said]
    return InvalidInput(errors=errors)


def unknown_people(write: Write, strange: Mapping[int, Assignee], *, field: str = "assignees") -> InvalidInput:
    """What is wrong with people by place, in the same words for an address that has an account and one that has none.
    One statement when there are addresses.
    """
    addresses = [one for one in strange.values() if isinstance(one, str)]
    near = nearest.people(write) if addresses else {}
    errors = {}
    for place, one in list(strange.items())[:SAID_MOST]:
        if isinstance(one, NamedByFile):
            said = f"Nobody called {quoted(one.name)} is on this task. Name a member by `id` or e-mail address."
        else:
            named = str(one).partition("@")[0]
            said = with_near(f"{quoted(one)} {NO_MEMBER}", named, near if isinstance(one, str) else {})
        errors[f"{field}.{place}"] = [said]
    return InvalidInput(errors=errors)
