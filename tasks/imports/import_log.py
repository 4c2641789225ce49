"""What the log says about imported objects: the values an import last wrote, and what people have changed since.

This lets an import keep up with its source: importing a file again updates what changed in the file, unless somebody
changed it here too. An undo restores what was known before the batch it undoes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from primetrade.commands import encoded
from primetrade.models import Change
from primetrade.slices import slices
from primetrade.tenancy import Tenant
from tasks.fields.change_kinds import DELETED, RESTORED
from tasks.fields.declaration import Link
from tasks.fields.task import LINK_OF
from tasks.imports.models import Import

# For a field: whether people changed it since an import, and the value an import last wrote. For a label or person:
# whether it is on the task, and whether an import put it on or took it off. None: nothing is known.
Fact = tuple[bool, Any] | None


class ImportLog:
    """The log of some objects, reduced to what an import asks about each field, label and person."""

    def __init__(
        self, workspace: Tenant, source: str, objects: Iterable[UUID], *, verbs: Collection[str] | None = None
    ) -> None:
        ids = list(objects)
        self._batches = import_batches(workspace, source) if ids else set()
        self._known: dict[tuple[UUID, str], Fact] = {}
        self._before: dict[tuple[UUID, UUID, str], Fact] = {}  # the fact before a batch, by batch id first
        self._undone: dict[tuple[UUID, str], bool] = {}  # whether the last change was an undo
        for some in slices(ids):
            changes = Change.objects.of(workspace).filter(object_id__in=some)
            changes = changes if verbs is None else changes.filter(verb__in=verbs)
            for one in changes.order_by("seq", "n").values_list(
                "object_id", "batch", "undoes", "verb", "before", "after"
            ):
                self._read(*one)

    def edited_here(self, identifier: UUID, fields: Collection[str]) -> bool:
        """Whether somebody changed one of the fields since an import wrote it."""
        return any((self._known.get((identifier, name)) or (False,))[0] for name in fields)

    def trashed_by_undo(self, identifier: UUID) -> bool:
        """Whether an object in the trash was put there by an undo, and not by people since."""
        return self._undone.get((identifier, "deleted_at"), False) and not self.edited_here(identifier, ("deleted_at",))

    def changed_in_file(self, identifier: UUID, wanted: Mapping[str, Any]) -> bool:
        """Whether the file's value differs from the one an import last wrote."""
        return any(
            ((self._known.get((identifier, name)) or (False, None))[1] or "") != (encoded(value) or "")
            for name, value in wanted.items()
        )

    def taken_away_here(self, task: UUID, link: Link, key: str) -> bool:
        """Whether the last change of this label or person was somebody, not an import, taking it off the task."""
        return self._known.get((task, f"{link.name} {key}")) == (False, False)

    def put_by_import(self, task: UUID, link: Link, key: str) -> bool:
        """Whether the last change of this label or person was an import putting it on the task."""
        return self._known.get((task, f"{link.name} {key}")) == (True, True)

    def _read(
        self,
        identifier: UUID,
        batch: UUID,
        undoes: UUID | None,
        verb: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        for name, learned in self._learned(identifier, batch in self._batches, verb, before, after):
            self._before.setdefault((batch, identifier, name), self._known.get((identifier, name)))
            if undoes is not None:
                learned = self._before.get((undoes, identifier, name))
            self._known[identifier, name] = learned
            self._undone[identifier, name] = undoes is not None

    def _learned(
        self, identifier: UUID, by_import: bool, verb: str, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> Iterator[tuple[str, Fact]]:
        link = LINK_OF.get(verb)
        if link is not None:
            on = verb == link.put_on
            yield f"{link.name} {link.identity(after if on else before)}", (on, by_import)
        else:
            for name in before.keys() | after.keys():
                written = (self._known.get((identifier, name)) or (False, None))[1]
                yield name, (False, after.get(name)) if by_import else (True, written)


def trash_log(workspace: Tenant, source: str, trashed: Iterable[UUID]) -> ImportLog:
    """The history of objects in the trash, limited to deletions and restorations."""
    return ImportLog(workspace, source, trashed, verbs=(DELETED, RESTORED))


def trashed_by_people(workspace: Tenant, source: str, trashed: Collection[UUID]) -> set[UUID]:
    """Those of the objects in the trash that people put there, rather than an undo or an import."""
    if not trashed:
        return set()
    history = trash_log(workspace, source, trashed)
    return {identifier for identifier in trashed if history.edited_here(identifier, ("deleted_at",))}


def import_batches(workspace: Tenant, source: str) -> set[UUID]:
    """The batches of the workspace that imports from this source wrote."""
    runs = Import.objects.of(workspace).filter(format=source, batch__isnull=False)
    return set(runs.values_list("batch", flat=True))
