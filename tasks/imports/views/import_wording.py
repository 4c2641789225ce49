"""The sentences and choices of an import's pages that are not in their templates."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince

from tasks.imports.choices import AND_LABEL, LEAVE_OUT
from tasks.models.task import Status

STOPPED = "Stopped. What was written is taken back."
NOT_WAITING = "There is no such import waiting here. Choose the file again."
NO_NEW_PROJECT = "Your role here does not allow a new project. Choose one that is there."
WRONG_PEOPLE = "Choose for each person somebody in the list, or nobody."
WRONG_PROJECT = "Choose a project in the list."
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


def ago(moment: datetime) -> str:
    """How long ago a file was read."""
    if timezone.now() - moment < timedelta(minutes=1):
        return "just now"
    return f"{timesince(moment)} ago"
