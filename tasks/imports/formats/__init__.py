"""One module or package per format; it reads bytes into neutral items and declares `FORMAT`. Only `USUAL` is named."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from tasks.imports.errors import ForeignFileError, ImportFileError
from tasks.imports.format import Format
from tasks.imports.identity import identified
from tasks.imports.items import Items
from tasks.imports.parsing import Readable, read_bytes

USUAL = "trello"  # tried first, so its refusal is the one shown if no format reads the file


def _declared() -> dict[str, Format]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    formats = sorted((module.FORMAT for module in modules), key=lambda one: (one.source != USUAL, one.source))
    return {one.source: one for one in formats}


FORMATS = _declared()


def read_upload(file: Readable, *, name: str = "", source: str = "") -> Items:
    """The items of an uploaded file in the format `source`; without it, formats matching the extension of `name` (or
    all) are tried. Raises ImportFileError if no format reads the file.
    """
    if source and source not in FORMATS:
        raise ImportFileError(f"Files from “{source}” can’t be imported. These can: {', '.join(FORMATS)}.")
    data = read_bytes(file)
    return identified(_read_by_first([FORMATS[source]] if source else _fitting(name), data), data)


def _fitting(name: str) -> list[Format]:
    """The formats with this file extension; all of them if there are none."""
    formats = list(FORMATS.values())
    return [one for one in formats if name.casefold().endswith(one.endings)] or formats


def _read_by_first(formats: Iterable[Format], data: bytes) -> Items:
    """The items from the first format that does not call the file foreign. A broken file is not tried with others."""
    refusals = []
    for one in formats:
        try:
            return one.read(data)
        except ForeignFileError as error:
            refusals.append(error)
    raise refusals[0]
