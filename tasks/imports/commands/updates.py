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
from tasks.fields.logged import undo_groups
from tasks.fields.task import ASSIGNEES, LABELS
from tasks.imports.choices import RESTORE
from tasks.imports.import_log import ImportLog
from tasks.imports.items import TaskItem
from tasks.imports.values import goes_to_trash, values_of
from tasks.models import Task, TaskAssignee, TaskLabel
from tasks.models.task import OPEN

from .batch import ImportBatch
from .labels import Belongings, Person


class TaskUpdates:
    """The known tasks of one transaction, their labels and people and, for those that may change, their history."""

    def __init__(self, batch: ImportBatch, belongings: Belongings, known: Sequence[tuple[Task, TaskItem]]) -> None:
        self._batch, self._write, self._belongings, self._known = batch, batch.write, belongings, known
        self._labels: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
        self._people: defaultdict[UUID, dict[str, Person]] = defaultdict(dict)
        self._read_what_is_on_them()
        self._doubtful = {row.id for row, item in known if self._is_doubtful(row, item)}
        self._history = ImportLog(self._write, batch.items.source, self._doubtful)

    def bring_up_to_date(self) -> None:
        for row, item in self._known:
            if row.id in self._doubtful:
                self._update(row, item)
            else:
                self._batch.counts["unchanged"] += 1

    def _read_what_is_on_them(self) -> None:
        for some in slices([row.id for row, _ in self._known]):
            links = TaskLabel.objects.of(self._write).filter(task_id__in=some)
            for task_id, label_id, name in links.values_list("task_id", "label_id", "label__name"):
                self._labels[task_id][str(label_id)] = name
            assigned = TaskAssignee.objects.of(self._write).filter(task_id__in=some)
            for task_id, user_id, name, user_name in assigned.values_list("task_id", "user_id", "name", "user__name"):
                self._people[task_id][str(user_id or f"name:{name}")] = (user_id, user_name or name)

    def _is_doubtful(self, row: Task, item: TaskItem) -> bool:
        return (
            self._batch.in_trash(row)
            or item.archived
            or bool(self._differing(row, item))
            or self._labels[row.id].keys() != self._belongings.labels_for(item).keys()
            or self._people[row.id].keys() != self._belongings.people_for(item).keys()
        )

    def _update(self, row: Task, item: TaskItem) -> None:
        values = self._trash_or_restore(row, item)
        if values is None:
            return
        restored = values.get("deleted_at", row.deleted_at) is None and self._batch.in_trash(row)
        kept = False
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
        if self._bring_sets_up_to_date(row, item, restored=restored) and not changed:
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
            return {"deleted_at": self._write.at} if goes and not by_people else {}
        lost = by_people or (row.project_id not in self._batch.projects and not by_undo)
        if goes or (lost and self._batch.choices.trashed != RESTORE):
            self._batch.counts["unchanged" if goes and not by_people else "trashed"] += 1
            return None
        values: dict[str, Any] = {"deleted_at": None}
        if row.project_id not in self._batch.projects:
            values |= move_to_project(self._write, row, self._batch.target)
        parent = self._batch.parent_of(item)
        if row.parent_id is not None and (parent is None or parent.id != row.parent_id or parent.deleted_at):
            values["parent_id"] = None
        return values

    def _bring_sets_up_to_date(self, row: Task, item: TaskItem, *, restored: bool) -> bool:
        changed, history, put = False, self._history, self._belongings
        labels, people = self._labels[row.id], self._people[row.id]
        wanted_labels, wanted_people = put.labels_for(item), put.people_for(item)
        for key, label in wanted_labels.items():
            if key not in labels and (restored or not history.taken_away_here(row.id, LABELS, key)):
                put.put_label(row, label)
                changed = True
        for key, person in wanted_people.items():
            if key not in people and (restored or not history.taken_away_here(row.id, ASSIGNEES, key)):
                put.put_person(row, person)
                changed = True
        for key, name in labels.items():
            if key not in wanted_labels and history.put_by_import(row.id, LABELS, key):
                put.take_label(row, key, name)
                changed = True
        for key, person in people.items():
            if key not in wanted_people and history.put_by_import(row.id, ASSIGNEES, key):
                put.take_person(row, person)
                changed = True
        return changed
