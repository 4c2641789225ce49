"""Updates the tasks of an import that already exist: a value changes only if it changed in the file and nobody changed
it here (imports/import_log.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from primetrade.models import EDITED
from primetrade.slices import slices
from tasks.commands.placement import move_to_project, next_number_and_position
from tasks.fields.change_kinds import RESTORED
from tasks.fields.declaration import Link
from tasks.fields.logged import undo_groups
from tasks.imports.choices import RESTORE
from tasks.imports.import_log import ImportLog
from tasks.imports.items import TaskItem
from tasks.imports.values import goes_to_trash, values_of
from tasks.models import Task
from tasks.models.task import OPEN

from .additions import additions_below, restore_with, with_additions
from .batch import ImportBatch
from .labels import COMING, Belongings, Linked


class TaskUpdates:
    """The known tasks of one transaction, their labels and people and, for those that may change, their history."""

    def __init__(self, batch: ImportBatch, belongings: Belongings, known: Sequence[tuple[Task, TaskItem]]) -> None:
        self._batch, self._write, self._belongings, self._known = batch, batch.write, belongings, known
        self._linked: dict[Link, defaultdict[UUID, dict[str, Linked]]] = {link: defaultdict(dict) for link in COMING}
        self._read_what_is_on_them()
        self._doubtful = {row.id for row, item in known if self._is_doubtful(row, item)}
        self._history = ImportLog(self._write, batch.items.source, self._doubtful)
        going = [row.id for row, item in known if goes_to_trash(item, batch.choices) and not batch.in_trash(row)]
        self._with_additions = with_additions(batch, going)
        self._additions = additions_below(batch, [row for row, _ in known if batch.in_trash(row)])

    def bring_up_to_date(self) -> None:
        for row, item in self._known:
            if row.id in self._doubtful:
                self._update(row, item)
            else:
                self._batch.counts["unchanged"] += 1

    def _read_what_is_on_them(self) -> None:
        for some in slices([row.id for row, _ in self._known]):
            for link, on_tasks in self._linked.items():
                rows = link.model.objects.of(self._write).filter(task_id__in=some).select_related(link.logged_as)
                for row in rows:
                    linked = link.id_of(row), link.name_of(row)
                    on_tasks[row.task_id][link.identity(link.logged(*linked))] = linked

    def _is_doubtful(self, row: Task, item: TaskItem) -> bool:
        return (
            self._batch.in_trash(row)
            or item.archived
            or bool(self._differing(row, item))
            or any(on[row.id].keys() != self._belongings.of(item, link).keys() for link, on in self._linked.items())
        )

    def _update(self, row: Task, item: TaskItem) -> None:
        values = self._trash_or_restore(row, item)
        if values is None:
            return
        restored = values.get("deleted_at", row.deleted_at) is None and self._batch.in_trash(row)
        kept = row.id in self._with_additions and not self._history.edited_here(row.id, ("deleted_at",))
        for group, wanted in self._differing(row, item).items():
            if not self._history.edited_here(row.id, group):
                values |= wanted
            elif self._history.changed_in_file(row.id, wanted):
                kept = True
        if "status" in values:
            done = row.completed_at or item.done_at or item.created_at or self._write.at
            values["completed_at"] = None if values["status"] in OPEN else done
            if "position" not in values:
                values["position"] = next_number_and_position(self._batch.projects[row.project_id], number=False)[1]
        changed = self._write.edit(row, verb=RESTORED if restored else EDITED, **values)
        if restored:
            restore_with(self._batch, row, self._additions.get(row.id, []))
        if self._bring_links_up_to_date(row, item, restored=restored) and not changed:
            row.save(update_fields=self._write.touch(row))
            changed = True
        self._batch.counts["kept"] += kept
        self._batch.counts["restored" if restored else "updated" if changed else "unchanged"] += 1

    def _differing(self, row: Task, item: TaskItem) -> dict[tuple[str, ...], dict[str, Any]]:
        """Groups of fields where the task differs from the file → the file's values."""
        choices = self._batch.choices
        wanted = values_of(item, choices, zone=row.due_zone or choices.zone)
        return {
            tuple(group): {name: wanted[name] for name in group}
            for group in undo_groups(wanted)
            if any(getattr(row, name) != wanted[name] for name in group)
        }

    def _trash_or_restore(self, row: Task, item: TaskItem) -> dict[str, Any] | None:
        """Values that move the task to the trash or restore it, as the file has it; None if it stays in the trash."""
        by_people = self._history.edited_here(row.id, ("deleted_at",))
        by_undo = row.deleted_at is not None and self._history.trashed_by_undo(row.id)
        goes = goes_to_trash(item, self._batch.choices)
        if not self._batch.in_trash(row):
            stays = by_people or row.id in self._with_additions or self._stays_with_parent(item)
            return {"deleted_at": self._write.at} if goes and not stays else {}
        stays = by_people or (row.project_id not in self._batch.projects and not by_undo)
        if goes or (stays and self._batch.choices.trashed != RESTORE):
            self._batch.counts["unchanged" if goes and not by_people else "trashed"] += 1
            return None
        values: dict[str, Any] = {"deleted_at": None}
        if row.project_id not in self._batch.projects:
            values |= move_to_project(self._write, row, self._batch.target)
        parent = self._batch.parent_of(item)
        if row.parent_id is not None and (parent is None or parent.id != row.parent_id or parent.deleted_at):
            values["parent_id"] = None
        return values

    def _stays_with_parent(self, item: TaskItem) -> bool:
        """Whether it is only archived as a part of a task that stays here."""
        parent = self._batch.parent_of(item)
        return parent is not None and parent.deleted_at is None and self._batch.is_archived(parent.external_id)

    def _bring_links_up_to_date(self, row: Task, item: TaskItem, *, restored: bool) -> bool:
        changed, history = False, self._history
        for link, on_tasks in self._linked.items():
            on_task, wanted = on_tasks[row.id], self._belongings.of(item, link)
            for key, linked in wanted.items():
                if key not in on_task and (restored or not history.taken_away_here(row.id, link, key)):
                    self._belongings.put(row, link, linked)
                    changed = True
            for key, linked in on_task.items():
                if key not in wanted and history.put_by_import(row.id, link, key):
                    self._belongings.take(row, link, linked)
                    changed = True
        return changed
