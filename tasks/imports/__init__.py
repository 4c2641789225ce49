"""Bringing in what people have elsewhere: one file per format, which reads bytes into neutral items.

A new format is one more `read` here; preview, choices, writing, running again and undo follow from the items.
"""

from collections.abc import Callable, Mapping

from tasks.imports import trello
from tasks.imports.errors import ImportFileError
from tasks.imports.items import Items
from tasks.imports.parsing import Readable, read_bytes

__all__ = ["FORMATS", "NAMES", "ImportFileError", "read_upload"]

FORMATS: Mapping[str, Callable[[bytes], Items]] = {trello.SOURCE: trello.read}
NAMES: Mapping[str, str] = {trello.SOURCE: trello.NAME}


def read_upload(file: Readable, *, source: str = trello.SOURCE) -> Items:
    """The items of an uploaded file of the format `source`. Raises ImportFileError when it is not one."""
    if source not in FORMATS:
        raise ImportFileError(f"There is no import from “{source}”. There is: {', '.join(FORMATS)}.")
    return FORMATS[source](read_bytes(file))
