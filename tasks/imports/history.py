"""What the log says about imported tasks: which values an import wrote last, and what people changed since.

This is how an import keeps the source's values: running a file again changes what changed in the file, unless somebody
here had a hand in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from primetrade.commands import Write, encoded
from primetrade.models import Change
from primetrade.slices import slices
from tasks.models import Import

_ON = {"label_added": "label", "assigned": "person"}
_OFF = {"label_removed": "label", "unassigned": "person"}


class History:
    """The past of some tasks, as far as an import asks: field by field, label by label, person by person."""

    def __init__(self, write: Write, source: str, tasks: Iterable[UUID]) -> None:
        self.batches = import_batches(write, source)
        self._written: dict[tuple[UUID, str], Any] = {}
        self._edited: set[tuple[UUID, str]] = set()
        self._sets: dict[tuple[UUID, str, str], tuple[bool, bool]] = {}
        ids = list(tasks)
        for some in slices(ids):
            changes = Change.objects.of(write).filter(object_id__in=some, kind="task")
            for task, batch, verb, before, after in changes.order_by("seq", "n").values_list(
                "object_id", "batch", "verb", "before", "after"
            ):
                self._read(task, batch in self.batches, verb, before, after)

    def edited_here(self, task: UUID, fields: Collection[str]) -> bool:
        """Whether somebody changed one of the fields since an import wrote it."""
        return any((task, name) in self._edited for name in fields)

    def changed_in_file(self, task: UUID, wanted: Mapping[str, Any]) -> bool:
        """Whether the file has another value now than the last import wrote."""
        return any((self._written.get((task, name)) or "") != (encoded(value) or "") for name, value in wanted.items())

    def taken_away_here(self, task: UUID, kind: str, key: str) -> bool:
        """Whether somebody, not an import, took this label or person off the task last."""
        return self._sets.get((task, kind, key)) == (False, False)

    def put_by_import(self, task: UUID, kind: str, key: str) -> bool:
        """Whether an import put this label or person on the task last."""
        return self._sets.get((task, kind, key)) == (True, True)

    def _read(
        self, task: UUID, by_import: bool, verb: str, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        if verb in _ON:
            self._sets[task, _ON[verb], set_key(_ON[verb], after)] = (True, by_import)
        elif verb in _OFF:
            self._sets[task, _OFF[verb], set_key(_OFF[verb], before)] = (False, by_import)
        else:
            for name in before.keys() | after.keys():
                if by_import:
                    self._written[task, name] = after.get(name)
                    self._edited.discard((task, name))
                else:
                    self._edited.add((task, name))


def import_batches(write: Write, source: str) -> set[UUID]:
    """The batches that imports from this source wrote in the workspace."""
    runs = Import.objects.of(write).filter(format=source, batch__isnull=False)
    return set(runs.values_list("batch", flat=True))


def set_key(kind: str, logged: Mapping[str, Any]) -> str:
    """What tells one label or person from another in the log: the id, or the name of somebody who is not here."""
    if kind == "label":
        return str(logged["label"])
    return str(logged["user"] or f"name:{logged['name']}")
