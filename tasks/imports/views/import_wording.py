"""The sentences and choices of an import's pages that are not in their templates."""

from __future__ import annotations

from tasks.imports.choices import AND_LABEL, LEAVE_OUT
from tasks.models.task import Status

STOPPED = "Stopped. What was already written is being taken back."
NOT_WAITING = "This import is no longer waiting. Choose the file again."
NO_NEW_PROJECT = "Your role here does not allow a new project. Choose an existing one."
WRONG_PEOPLE = "For each person, choose somebody from the list, or nobody."
WRONG_PROJECT = "Choose a project from the list."
NEW_PROJECT = "A new project"
# What a list can become: groups of choices, each with a title.
BECOMES = [
    ("A status", Status.choices),
    (
        "A status, and a label of this name",
        [(status + AND_LABEL, f"{name}, and a label") for status, name in Status.choices],
    ),
    ("Nothing", [(LEAVE_OUT, "Don’t import")]),
]


def project_in_trash(name: str) -> str:
    """The choice of a project that the import restores."""
    return f"{name}, back from Trash"
