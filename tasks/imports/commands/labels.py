"""Labels and people of an import's tasks: matched with those of the workspace, and put on tasks in bulk."""

from __future__ import annotations

from uuid import UUID

from accounts.models import Membership
from primetrade.folding import fold_name
from primetrade.models import CREATED, Change
from primetrade.slices import slices
from tasks.commands.lookup import recheck_before_commit
from tasks.fields.change_kinds import RESTORED
from tasks.fields.task import ASSIGNEES, LABELS
from tasks.imports.choices import RESTORE
from tasks.imports.import_log import import_batches, trashed_by_people
from tasks.imports.items import TaskItem
from tasks.models import Label, Task, TaskAssignee, TaskLabel

from .batch import ImportBatch

Person = tuple[UUID | None, str]  # a member's id and name, or a name alone


class Belongings:
    """Labels and people that the file puts on tasks. Creates missing labels; `save` writes what was put on tasks."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch, self._write = batch, batch.write
        self._labels = self._ensured_labels()
        self._members = self._matched_members()
        self._links: list[TaskLabel] = []
        self._assignees: list[TaskAssignee] = []

    def labels_for(self, item: TaskItem) -> dict[str, Label]:
        """The labels the file has on a task, by id."""
        labels = (self._labels[label] for label in item.labels if label in self._labels)
        return {str(label.id): label for label in labels}

    def people_for(self, item: TaskItem) -> dict[str, Person]:
        """The people the file has on a task, by id or `name:` and the name."""
        people = (self._members[person] for person in item.people if person in self._members)
        return {ASSIGNEES.identity(ASSIGNEES.logged(*person)): person for person in people}

    def put_label(self, task: Task, label: Label) -> None:
        self._links.append(TaskLabel(workspace_id=self._write.workspace_id, task_id=task.id, label_id=label.id))
        self._write.log(task, LABELS.put_on, {}, LABELS.logged(label.id, label.name))

    def put_person(self, task: Task, person: Person) -> None:
        user_id, name = person
        self._assignees.append(
            TaskAssignee(
                workspace_id=self._write.workspace_id, task_id=task.id, user_id=user_id, name="" if user_id else name
            )
        )
        self._write.log(task, ASSIGNEES.put_on, {}, ASSIGNEES.logged(user_id, name))

    def take_label(self, task: Task, key: str, name: str) -> None:
        TaskLabel.objects.of(self._write).filter(task_id=task.id, label_id=key).delete()
        self._write.log(task, LABELS.taken_off, LABELS.logged(key, name), {})

    def take_person(self, task: Task, person: Person) -> None:
        user_id, name = person
        who = {"user_id": user_id} if user_id else {"user": None, "name": name}
        TaskAssignee.objects.of(self._write).filter(task_id=task.id, **who).delete()
        self._write.log(task, ASSIGNEES.taken_off, ASSIGNEES.logged(user_id, name), {})

    def save(self) -> None:
        TaskLabel.objects.bulk_create(self._links)
        TaskAssignee.objects.bulk_create(self._assignees)
        people = {link.user_id for link in self._assignees if link.user_id}
        labels = {link.label_id for link in self._links}
        recheck_before_commit(self._write, {ASSIGNEES: people, LABELS: labels})

    def _ensured_labels(self) -> dict[str, Label]:
        """The workspace's label for each label of the source, by the source's id; created if there is none.

        One that an undo deleted is restored. One that somebody deleted is left out, or recreated if RESTORE is chosen.
        """
        write, items = self._write, self._batch.items
        by_name = {label.name_folded: label for label in Label.objects.of(write).filter(deleted_at=None)}
        wanted = [label for label in items.labels if fold_name(label.name) not in by_name]
        deleted = self._made_by_imports_and_deleted() if wanted else {}
        gone = trashed_by_people(write, items.source, [label.id for label in deleted.values()])
        for item in wanted:
            name = fold_name(item.name)
            before = deleted.get(name)
            if name in by_name:
                continue
            if before is not None and before.id not in gone:
                write.edit(before, verb=RESTORED, deleted_at=None)
                by_name[name] = before
            elif before is None or self._batch.choices.trashed == RESTORE:
                by_name[name] = Label(workspace_id=write.workspace_id, name=item.name, colour=item.hue)
                write.add(by_name[name])
                self._batch.counts["labels"] += 1
        return {
            item.source_id: by_name[fold_name(item.name)] for item in items.labels if fold_name(item.name) in by_name
        }

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

    def _matched_members(self) -> dict[str, Person]:
        """Person id of the source → a member's id and name, or a name alone."""
        members = dict(Membership.objects.of(self._write).values_list("user_id", "user__name"))
        matched: dict[str, Person] = {}
        for person in self._batch.items.people:
            chosen = self._batch.choices.people.get(person.source_id, "")
            user_id = UUID(chosen) if chosen else None
            known = user_id in members
            matched[person.source_id] = (user_id, members[user_id]) if user_id and known else (None, person.name)
        return matched
