"""What a format of files declares."""

from collections.abc import Callable
from dataclasses import dataclass

from tasks.imports.items import Items


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be brought in. `read` raises ForeignFileError for a file that is of another kind, and
    ImportFileError for one that is broken.
    """

    source: str  # kept with whatever comes of it, and what the API calls it; never changed
    name: str  # what people call it: "from Trello"
    accept: str  # what the browser offers: endings of names, and types
    read: Callable[[bytes], Items]
    about: str = ""  # a sentence beside the field of the file: what is read
    guide: str = ""  # a template instead, where people need to be told how to get the file

    @property
    def endings(self) -> tuple[str, ...]:
        """How names of such files end: `.json`."""
        return tuple(part for part in self.accept.split(",") if part.startswith("."))
