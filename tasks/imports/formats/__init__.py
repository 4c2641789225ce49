"""One module per format: it reads bytes into neutral items, and declares itself as `FORMAT`. Nothing else names it."""

from importlib import import_module
from pkgutil import iter_modules

from tasks.imports.errors import ImportFileError
from tasks.imports.format import Format
from tasks.imports.identity import identified
from tasks.imports.items import Items
from tasks.imports.parsing import Readable, read_bytes

USUAL = "trello"  # what a file is taken for when nobody says what it is


def _declared() -> dict[str, Format]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {module.FORMAT.source: module.FORMAT for module in modules}


FORMATS: dict[str, Format] = _declared()


def read_upload(file: Readable, *, source: str = USUAL) -> Items:
    """The items of an uploaded file of the format `source`. Raises ImportFileError when it is not one."""
    if source not in FORMATS:
        raise ImportFileError(f"There is no import from “{source}”. There is: {', '.join(FORMATS)}.")
    data = read_bytes(file)
    return identified(FORMATS[source].read(data), data)
