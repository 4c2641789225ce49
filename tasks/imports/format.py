"""What a format of files declares."""

from collections.abc import Callable
from dataclasses import dataclass

from tasks.imports.items import Items


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be brought in. `read` raises ImportFileError for a file that is none of it, or broken."""

    source: str  # kept with whatever comes of it, and what the API calls it; never changed
    name: str  # what people call it: "from Trello"
    accept: str  # what the browser offers: names and types of files
    read: Callable[[bytes], Items]
