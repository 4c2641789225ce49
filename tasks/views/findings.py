"""What menus and forms offer by name when there may be many of it: how it is asked for, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tasks.queries import choices


@dataclass(frozen=True, slots=True)
class Finding:
    """`ask` names the field to type in, `others` leads to all, `nothing` stands before the name that nobody has."""

    read: Callable[..., choices.Offer]
    ask: str
    others: str
    nothing: str


PEOPLE = Finding(choices.people, "Find a person", "Other people", "Nobody here is called")
LABELS = Finding(choices.labels, "Find a label", "Other labels", "There is no label called")
PROJECTS = Finding(choices.projects, "Find a project", "Other projects", "There is no project called")
