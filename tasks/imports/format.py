"""What a file format declares."""

from collections.abc import Callable
from dataclasses import dataclass

from tasks.imports.items import Items


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be imported. `read` raises ForeignFileError for a file of another kind, and ImportFileError
    for a broken one.
    """

    source: str  # stored with everything imported, and its name in the API; never change it
    name: str  # what people call it: "from Trello"
    accept: str  # file extensions and media types for the browser's file input
    read: Callable[[bytes], Items]
    about: str = ""  # a sentence beside the file input: what is read
    guide: str = ""  # a template to use instead if people need instructions for getting the file

    @property
    def endings(self) -> tuple[str, ...]:
        """The file extensions, such as `.json`."""
        return tuple(part for part in self.accept.split(",") if part.startswith("."))
