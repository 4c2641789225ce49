"""What menus and forms offer by name when there may be many of it: how it is asked for, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tasks.queries import offers


@dataclass(frozen=True, slots=True)
class Finding:
    """`ask` names the field to type in, `others` leads to all, `nothing` stands before the name that nobody has.

    `one` and `many` stand after a number of what was found.
    """

    read: Callable[..., offers.Offer]
    ask: str
    others: str
    nothing: str
    one: str
    many: str


PEOPLE = Finding(offers.people, "Find a person", "Other people", "Nobody here is called", "person", "people")
LABELS = Finding(offers.labels, "Find a label", "Other labels", "There is no label called", "label", "labels")
PROJECTS = Finding(
    offers.projects, "Find a project", "Other projects", "There is no project called", "project", "projects"
)
