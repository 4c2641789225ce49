"""What the log names by id, found for a page of changes: one statement each for projects, labels and people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from accounts.models import User
from primetrade.slices import slices
from tasks.models import Label, Project
from tasks.queries.history import LoggedChange
from tasks.queries.sql.task_rows import ProjectOfTask


@dataclass(frozen=True, slots=True)
class Names:
    """By id: projects, the colours of labels, the names of people. What is gone is missing."""

    projects: dict[str, ProjectOfTask]
    colours: dict[str, str]
    people: dict[str, str]


def names_in(access: Access, changes: Sequence[LoggedChange]) -> Names:
    """What the changes name. At most three statements, for as many as a page has."""
    said = [values for change in changes for values in (change["before"], change["after"])]
    projects: dict[str, ProjectOfTask] = {}
    for some in _asked(said, "project_id"):
        rows = Project.objects.of(access).filter(id__in=some).values_list("id", "key", "name", "colour")
        for identifier, key, name, colour in rows:
            projects[str(identifier)] = {"id": str(identifier), "key": key, "name": name, "colour": colour}
    colours: dict[str, str] = {}
    for some in _asked(said, "label"):
        found = Label.objects.of(access).filter(id__in=some).values_list("id", "colour")
        colours |= {str(identifier): colour for identifier, colour in found}
    people: dict[str, str] = {}
    for some in _asked(said, "user_id"):
        people |= {str(identifier): name for identifier, name in _people(some)}
    return Names(projects, colours, people)


def _people(ids: Sequence[str]) -> Iterable[tuple[Any, str]]:
    return User.objects.filter(id__in=ids).values_list("id", "name")


def _asked(said: Sequence[dict[str, Any]], name: str) -> Iterable[Sequence[str]]:
    return slices(sorted({values[name] for values in said if values.get(name)}))
