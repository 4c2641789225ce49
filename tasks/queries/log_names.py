"""LogNames for the ids in a page of changes: one statement each for projects, labels and people."""

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
class LogNames:
    """By id: projects, the colours of labels, the names of people. What was deleted for good is missing."""

    projects: dict[str, ProjectOfTask]
    colours: dict[str, str]
    people: dict[str, str]


def log_names(access: Access, changes: Sequence[LoggedChange]) -> LogNames:
    """The names for the ids in these changes. At most three statements for a page."""
    sides = [values for change in changes for values in (change["before"], change["after"])]
    projects: dict[str, ProjectOfTask] = {}
    for ids in _ids(sides, "project_id"):
        rows = Project.objects.of(access).filter(id__in=ids).values_list("id", "key", "name", "colour")
        for identifier, key, name, colour in rows:
            projects[str(identifier)] = {"id": str(identifier), "key": key, "name": name, "colour": colour}
    colours: dict[str, str] = {}
    for ids in _ids(sides, "label"):
        labels = Label.objects.of(access).filter(id__in=ids).values_list("id", "colour")
        colours |= {str(identifier): colour for identifier, colour in labels}
    people: dict[str, str] = {}
    for ids in _ids(sides, "user_id"):
        people |= {str(identifier): name for identifier, name in _people(ids)}
    return LogNames(projects, colours, people)


def _people(ids: Sequence[str]) -> Iterable[tuple[Any, str]]:
    return User.objects.filter(id__in=ids).values_list("id", "name")


def _ids(sides: Sequence[dict[str, Any]], name: str) -> Iterable[Sequence[str]]:
    """The ids under a name, in slices that fit into one statement."""
    return slices(sorted({values[name] for values in sides if values.get(name)}))
