"""Trello: the export of one board."""

from tasks.imports.format import Format
from tasks.imports.formats.trello.board import SOURCE, read

FORMAT = Format(
    source=SOURCE,
    name="Trello",
    accept=".json,application/json",
    read=read,
    guide="imports/guides/trello.html",
)
