"""The forms of keys: a project's (`PT`), a task's (`PT-42`). All code that reads or checks keys uses these."""

from __future__ import annotations

import re
from typing import NamedTuple

PROJECT_KEY = "[A-Z][A-Z0-9]{1,9}"
# As people write them, in any case: for addresses and schemas, whose patterns have no flags.
PROJECT_KEY_TYPED = "[A-Za-z][A-Za-z0-9]{1,9}"
TASK_KEY_TYPED = f"{PROJECT_KEY_TYPED}-[1-9][0-9]{{0,8}}"  # so that the number fits its column


class TaskKey(NamedTuple):
    """`PT-42` in its two parts."""

    project: str
    number: int


def is_project_key(text: str) -> bool:
    """Whether text is the key of a project, in capital letters."""
    return re.fullmatch(PROJECT_KEY, text) is not None


def read_task_key(text: str) -> TaskKey | None:
    """A task's key, written in any case; None for text of another form."""
    if not re.fullmatch(TASK_KEY_TYPED, text):
        return None
    project, _, number = text.upper().partition("-")
    return TaskKey(project, int(number))
