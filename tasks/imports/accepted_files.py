"""Which files can be imported, worded for the upload pages."""

from __future__ import annotations

from dataclasses import dataclass

from primetrade.words import one_of
from tasks.imports.format import Format
from tasks.imports.formats import FORMATS
from tasks.imports.parsing import MAX_BYTES


@dataclass(frozen=True, slots=True)
class AcceptedFiles:
    """The available formats. `only` is set if there is just one: pages then name it. `accept` is for the file input."""

    formats: tuple[Format, ...]

    @property
    def only(self) -> Format | None:
        return self.formats[0] if len(self.formats) == 1 else None

    @property
    def accept(self) -> str:
        return ",".join(one.accept for one in self.formats)

    @property
    def heading(self) -> str:
        return f"Import from {self.only.name}" if self.only else "Import"

    @property
    def drop_here(self) -> str:
        return f"Drop a {self.only.name} export here" if self.only else "Drop an export here"

    @property
    def hint(self) -> str:
        return f"or choose a {self._endings} file"

    @property
    def hint_with_size(self) -> str:
        return f"or choose a {self._endings} file of up to {MAX_BYTES // 1_000_000} MB"

    @property
    def missing(self) -> str:
        """The error when no file was chosen."""
        return f"Choose the file that {self.only.name} exported." if self.only else "Choose the file to import."

    @property
    def _endings(self) -> str:
        return one_of(list(dict.fromkeys(ending for one in self.formats for ending in one.endings)))


def accepted_files() -> AcceptedFiles:
    """The files of all formats."""
    return AcceptedFiles(tuple(FORMATS.values()))
