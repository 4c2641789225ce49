"""Labels and people of an import's tasks: matched with those of the workspace, and put on tasks in bulk."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from accounts.models import Membership
from primetrade.folding import fold_name
from primetrade.models import CREATED, Change
from primetrade.slices import slices
from tasks.commands.lookup import recheck_before_commit
from tasks.fields.change_kinds import RESTORED
from tasks.fields.declaration import Link
from tasks.fields.task import ASSIGNEES, LABELS
from tasks.imports.choices import RESTORE
from tasks.imports.import_log import import_batches, trashed_by_people
from tasks.imports.items import TaskItem
from tasks.models import Label, Task

from .batch import ImportBatch

# The id and name of a label or member of the workspace, or the name alone of somebody whom only the file names.
Linked = tuple[UUID | None, str]
# What comes with files, and where an item has the source's ids of it.
COMING: dict[Link, Callable[[TaskItem], Collection[str]]] = {
    LABELS: lambda item: item.labels,
    ASSIGNEES: lambda item: item.people,
}


class Belongings:
    """What the file links to tasks. Creates missing labels; `save` writes what was put on tasks."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch, self._write = batch, batch.write
        # By the source's id.
        self._here: dict[Link, dict[str, Linked]] = {
            LABELS: self._ensured_labels(),
            ASSIGNEES: self._matched_members(),
        }
        self._rows: dict[Link, list[Any]] = {link: [] for link in COMING}

    def of(self, item: TaskItem, link: Link) -> dict[str, Linked]:
        """What the file links to a task, by what identifies it in the log."""
        here = self._here[link]
        coming = (here[one] for one in COMING[link](item) if one in here)
        return {link.identity(link.logged(*linked)): linked for linked in coming}

    def put(self, task: Task, link: Link, linked: Linked) -> None:
        logged = link.logged(*linked)
        self._rows[link].append(link.model(workspace_id=self._write.workspace_id, task_id=task.id, **link.row(logged)))
        self._write.log(task, link.put_on, {}, logged)

    def take(self, task: Task, link: Link, linked: Linked) -> None:
        logged = link.logged(*linked)
        link.model.objects.of(self._write).filter(task_id=task.id, **link.row(logged)).delete()
        self._write.log(task, link.taken_off, logged, {})

    def save(self) -> None:
        for link, rows in self._rows.items():
            link.model.objects.bulk_create(rows)
        put_on = {
            link: {identifier for row in rows if (identifier := link.id_of(row))} for link, rows in self._rows.items()
        }
        recheck_before_commit(self._write, put_on)

    def _ensured_labels(self) -> dict[str, Linked]:
        """The workspace's label for each label of the source, by the source's id; created if there is none.

        One that an undo deleted is restored. One that somebody deleted is left out, or recreated if RESTORE is chosen.
        """
        write, items = self._write, self._batch.items
        by_name = {label.name_folded: label for label in Label.objects.of(write).filter(deleted_at=None)}
        wanted = [label for label in items.labels if fold_name(label.name) not in by_name]
        deleted = self._made_by_imports_and_deleted() if wanted else {}
        by_people = trashed_by_people(write, items.source, [label.id for label in deleted.values()])
        for item in wanted:
            name = fold_name(item.name)
            before = deleted.get(name)
            if name in by_name:
                continue
            if before is not None and before.id not in by_people:
                write.edit(before, verb=RESTORED, deleted_at=None)
                by_name[name] = before
            elif before is None or self._batch.choices.trashed == RESTORE:
                by_name[name] = Label(workspace_id=write.workspace_id, name=item.name, colour=item.hue)
                write.add(by_name[name])
                self._batch.counts["labels"] += 1
        named = ((item.source_id, by_name.get(fold_name(item.name))) for item in items.labels)
        return {source_id: (label.id, label.name) for source_id, label in named if label is not None}

    def _made_by_imports_and_deleted(self) -> dict[str, Label]:
        """Case-folded name → label; of several, the one deleted last."""
        rows = Label.objects.of(self._write).exclude(deleted_at=None).order_by("deleted_at")
        deleted = {row.id: row for row in rows}
        batches = import_batches(self._write, self._batch.items.source)
        made: set[UUID] = set()
        for some in slices(list(deleted)):
            changes = Change.objects.of(self._write).filter(object_id__in=some, verb=CREATED, batch__in=batches)
            made |= set(changes.values_list("object_id", flat=True))
        return {row.name_folded: row for row in deleted.values() if row.id in made}

    def _matched_members(self) -> dict[str, Linked]:
        """Person id of the source → a member's id and name, or a name alone."""
        members = dict(Membership.objects.of(self._write).values_list("user_id", "user__name"))
        matched: dict[str, Linked] = {}
        for person in self._batch.items.people:
            chosen = self._batch.choices.people.get(person.source_id, "")
            user_id = UUID(chosen) if chosen else None
            known = user_id in members
            matched[person.source_id] = (user_id, members[user_id]) if user_id and known else (None, person.name)
        return matched
