"""How callers name the people whom they link to a task."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NamedByFile:
    """Somebody whom only an imported file names. They can stay on their task or be taken off it, but not be put on
    another.
    """

    name: str


# By user id, by `me` or e-mail address, or by name alone.
GivenPerson = UUID | str | NamedByFile
