"""Up to 500 items of an import into tasks: new ones in bulk, known ones (by their id in the source) brought up to date.

Known values change only where the file changed and nobody here did (import_history.py). What people put in the trash
here stays there, unless the person chose to have it back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Membership
from primetrade.commands import Repeat, Write
from primetrade.errors import InvalidInput
from primetrade.models import Change
from primetrade.slices import slices
from tasks.imports.choices import RESTORE, Choices
from tasks.imports.items import CommentItem, Items, TaskItem
from tasks.imports.values import FIELDS, goes_to_trash, values_of
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel
from tasks.models.task import OPEN

from . import positions
from .import_archived import outside_archives
from .import_history import History, import_batches
from .lookup import locked_projects, open_for_work
from .places import moved_to, next_place


class TaskImport:
    """One batch of items in one transaction. `lock` first, then `save`; `counts` says what became of the items."""

    def __init__(self, write: Write, items: Items, batch: Sequence[TaskItem], choices: Choices, project: UUID) -> None:
        self.write, self.items, self.batch, self.choices = write, items, batch, choices
        self.counts: Counter[str] = Counter()
        self._target_id = project
        self._projects: dict[UUID, Project] = {}
        self._rows: dict[str, Task] = {}
        self._new: list[Task] = []
        self._links: list[TaskLabel] = []
        self._assignees: list[TaskAssignee] = []
        self._comments: list[Comment] = []
        self._labels: dict[str, Label] = {}
        self._members: dict[str, tuple[UUID | None, str]] = {}
        self._history = History(write, items.source, ())

    def lock(self) -> None:
        """The projects concerned, then the tasks. Raises InvalidInput when the target project is gone."""
        wanted = {item.source_id for item in self.batch} | {item.parent_id for item in self.batch if item.parent_id}
        known = [self._known(Task, some) for some in slices(sorted(wanted))]
        homes = {home for rows in known for home in rows.values_list("project_id", flat=True)} | {self._target_id}
        self._projects = locked_projects(self.write, *homes)
        if self._target_id not in self._projects:
            raise InvalidInput.of("project", "The project of this import is not there any more.")
        open_for_work(self._projects[self._target_id])
        for rows in known:
            for row in rows.order_by("id").select_for_update(no_key=True):
                if row.project_id not in homes:
                    raise Repeat  # it was moved between the two reads
                self._rows[row.external_id] = row
        kept = outside_archives(self.batch, self._rows, self._projects)
        if len(kept) < len(self.batch):
            self.counts["unchanged"], self.batch = len(self.batch) - len(kept), kept

    def save(self) -> None:
        """Write the items."""
        known = [(self._rows[item.source_id], item) for item in self.batch if item.source_id in self._rows]
        self._labels = self._ensured_labels()
        self._members = self._matched_members()
        for item in self.batch:
            if item.source_id not in self._rows:
                self._create(item)
        self._give_places()
        if known:
            self._bring_up_to_date(known)
        self._write_comments()
        Task.objects.bulk_create(self._new)
        TaskLabel.objects.bulk_create(self._links)
        TaskAssignee.objects.bulk_create(self._assignees)
        Comment.objects.bulk_create(self._comments)

    def _known(self, model: type[Task] | type[Comment], ids: Sequence[str]) -> QuerySet[Any]:
        """Rows by their ids in the source. The last condition lets PostgreSQL use the partial index for long lists."""
        rows = model.objects.of(self.write).filter(external_source=self.items.source, external_id__in=ids)
        return rows.exclude(external_id="")

    # -- new tasks ----------------------------------------------------------------------------------------------------

    def _create(self, item: TaskItem) -> None:
        parent = self._rows.get(item.parent_id) if item.parent_id else None
        goes = goes_to_trash(item, self.choices)
        if parent is not None and (parent.project_id not in self._projects or (parent.deleted_at and not goes)):
            self.counts["trashed"] += 1
            return
        at = self.write.at
        values = values_of(item, self.choices, zone=self.choices.zone)
        task = Task(
            workspace_id=self.write.workspace_id,
            project_id=parent.project_id if parent else self._target_id,
            parent_id=parent.id if parent else None,
            created_by_id=self.write.caller.actor_id,
            created_by_name=self.write.caller.actor_name,
            external_source=self.items.source,
            external_id=item.source_id,
            created_at=item.created_at or at,
            updated_at=at,
            completed_at=None if values["status"] in OPEN else item.done_at or item.created_at or at,
            deleted_at=((parent.deleted_at if parent else None) or at) if goes else None,
            **values,
        )
        self._rows[item.source_id] = task
        self._new.append(task)
        self.counts["created"] += 1

    def _give_places(self) -> None:
        """Numbers and places from the counters, then the log: the tasks in their order, each before what is on it."""
        homes: defaultdict[UUID, list[Task]] = defaultdict(list)
        for task in self._new:
            homes[task.project_id].append(task)
        for home, tasks in homes.items():
            project = self._projects[home]
            number, _ = next_place(project, count=len(tasks))
            for back, task in zip(range(len(tasks) - 1, -1, -1), tasks, strict=True):
                task.number, task.position = number - back, positions.at(project.last_position - back)
        items = {item.source_id: item for item in self.batch}
        for task in self._new:
            item = items[task.external_id]
            self.write.log_added(task)
            for label in self._wanted_labels(item).values():
                self._put_label(task, label)
            for key, person in self._wanted_people(item).items():
                self._put_person(task, key, person)

    # -- known tasks --------------------------------------------------------------------------------------------------

    def _bring_up_to_date(self, known: list[tuple[Task, TaskItem]]) -> None:
        ids = [row.id for row, _ in known]
        labels: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
        people: defaultdict[UUID, dict[str, tuple[UUID | None, str]]] = defaultdict(dict)
        for some in slices(ids):
            links = TaskLabel.objects.of(self.write).filter(task_id__in=some)
            for task_id, label_id, name in links.values_list("task_id", "label_id", "label__name"):
                labels[task_id][str(label_id)] = name
            assigned = TaskAssignee.objects.of(self.write).filter(task_id__in=some)
            for task_id, user_id, name, user_name in assigned.values_list("task_id", "user_id", "name", "user__name"):
                people[task_id][str(user_id or f"name:{name}")] = (user_id, user_name or name)
        doubtful = {
            row.id
            for row, item in known
            if self._in_trash(row)
            or item.archived
            or self._differing(row, item)
            or labels[row.id].keys() != self._wanted_labels(item).keys()
            or people[row.id].keys() != self._wanted_people(item).keys()
        }
        self._history = History(self.write, self.items.source, doubtful)
        for row, item in known:
            if row.id in doubtful:
                self._update(row, item, labels[row.id], people[row.id])
            else:
                self.counts["unchanged"] += 1

    def _update(
        self, row: Task, item: TaskItem, labels: dict[str, str], people: dict[str, tuple[UUID | None, str]]
    ) -> None:
        values = self._trash_or_restore(row, item)
        if values is None:
            return
        restored = values.get("deleted_at", row.deleted_at) is None and self._in_trash(row)
        kept = False
        for group, wanted in self._differing(row, item).items():
            if not self._history.edited_here(row.id, group):
                values |= wanted
            elif self._history.changed_in_file(row.id, wanted):
                kept = True
        if "status" in values:
            done = row.completed_at or item.done_at or item.created_at or self.write.at
            values["completed_at"] = None if values["status"] in OPEN else done
            if "position" not in values:
                values["position"] = next_place(self._projects[row.project_id], number=False)[1]
        changed = self.write.edit(row, verb="restored" if restored else "edited", **values)
        if self._bring_sets_up_to_date(row, item, labels, people, restored=restored) and not changed:
            row.save(update_fields=self.write.touch(row))
            changed = True
        self.counts["kept"] += kept
        self.counts["restored" if restored else "updated" if changed else "unchanged"] += 1

    def _differing(self, row: Task, item: TaskItem) -> dict[tuple[str, ...], dict[str, Any]]:
        """The groups of fields in which the task is not as the file has it, with the file's values."""
        wanted = values_of(item, self.choices, zone=row.due_zone or self.choices.zone)
        return {
            group: {name: wanted[name] for name in group}
            for group in FIELDS
            if any(getattr(row, name) != wanted[name] for name in group)
        }

    def _trash_or_restore(self, row: Task, item: TaskItem) -> dict[str, Any] | None:
        """The values that put the task where the file has it; None when it is in the trash and stays there."""
        by_people = self._history.edited_here(row.id, ("deleted_at",))
        goes = goes_to_trash(item, self.choices)
        if not self._in_trash(row):
            return {"deleted_at": self.write.at} if goes and not by_people else {}
        if goes or ((by_people or row.deleted_at is None) and self.choices.trashed != RESTORE):
            self.counts["unchanged" if goes and not by_people else "trashed"] += 1
            return None
        values: dict[str, Any] = {"deleted_at": None}
        if row.project_id not in self._projects:
            values |= moved_to(self.write, row, self._projects[self._target_id])
        parent = self._rows.get(item.parent_id) if item.parent_id else None
        if row.parent_id is not None and (parent is None or parent.id != row.parent_id or parent.deleted_at):
            values["parent_id"] = None
        return values

    def _in_trash(self, row: Task) -> bool:
        return row.deleted_at is not None or row.project_id not in self._projects

    def _bring_sets_up_to_date(
        self,
        row: Task,
        item: TaskItem,
        labels: dict[str, str],
        people: dict[str, tuple[UUID | None, str]],
        *,
        restored: bool,
    ) -> bool:
        changed = False
        wanted_labels, wanted_people = self._wanted_labels(item), self._wanted_people(item)
        for key, label in wanted_labels.items():
            if key not in labels and (restored or not self._history.taken_away_here(row.id, "label", key)):
                self._put_label(row, label)
                changed = True
        for key, person in wanted_people.items():
            if key not in people and (restored or not self._history.taken_away_here(row.id, "person", key)):
                self._put_person(row, key, person)
                changed = True
        for key, name in labels.items():
            if key not in wanted_labels and self._history.put_by_import(row.id, "label", key):
                TaskLabel.objects.of(self.write).filter(task_id=row.id, label_id=key).delete()
                self.write.log(row, "label_removed", {"label": key, "name": name}, {})
                changed = True
        for key, (user_id, name) in people.items():
            if key not in wanted_people and self._history.put_by_import(row.id, "person", key):
                who = {"user_id": user_id} if user_id else {"user": None, "name": name}
                TaskAssignee.objects.of(self.write).filter(task_id=row.id, **who).delete()
                self.write.log(row, "unassigned", {"user": user_id and str(user_id), "name": name}, {})
                changed = True
        return changed

    # -- labels and people --------------------------------------------------------------------------------------------

    def _ensured_labels(self) -> dict[str, Label]:
        """The workspace's label for each label of the source, by the source's id; made where there is none.

        A label that an import made and somebody deleted stays deleted, and its tasks come without it.
        """
        by_name = {label.name.casefold(): label for label in Label.objects.of(self.write).filter(deleted_at=None)}
        missing = [label for label in self.items.labels if label.name.casefold() not in by_name]
        gone = self._labels_deleted_here() if missing and self.choices.trashed != RESTORE else set()
        for item in missing:
            if item.name.casefold() not in gone:
                label = Label(workspace_id=self.write.workspace_id, name=item.name, colour=item.hue)
                self.write.add(label)
                by_name[item.name.casefold()] = label
                self.counts["labels"] += 1
        return {
            item.source_id: by_name[item.name.casefold()]
            for item in self.items.labels
            if item.name.casefold() in by_name
        }

    def _labels_deleted_here(self) -> set[str]:
        deleted = dict(Label.objects.of(self.write).exclude(deleted_at=None).values_list("id", "name"))
        batches = import_batches(self.write, self.items.source)
        made: set[UUID] = set()
        for some in slices(list(deleted)):
            changes = Change.objects.of(self.write).filter(object_id__in=some, verb="created", batch__in=batches)
            made |= set(changes.values_list("object_id", flat=True))
        return {deleted[label].casefold() for label in made}

    def _matched_members(self) -> dict[str, tuple[UUID | None, str]]:
        """Each person of the source as a member's id and name, or as a name alone."""
        members = dict(Membership.objects.of(self.write).values_list("user_id", "user__name"))
        matched: dict[str, tuple[UUID | None, str]] = {}
        for person in self.items.people:
            chosen = self.choices.people.get(person.source_id, "")
            user_id = UUID(chosen) if chosen else None
            known = user_id in members
            matched[person.source_id] = (user_id, members[user_id]) if user_id and known else (None, person.name)
        return matched

    def _wanted_labels(self, item: TaskItem) -> dict[str, Label]:
        found = (self._labels[label] for label in item.labels if label in self._labels)
        return {str(label.id): label for label in found}

    def _wanted_people(self, item: TaskItem) -> dict[str, tuple[UUID | None, str]]:
        found = (self._members[person] for person in item.people if person in self._members)
        return {str(user_id or f"name:{name}"): (user_id, name) for user_id, name in found}

    def _put_label(self, task: Task, label: Label) -> None:
        self._links.append(TaskLabel(workspace_id=self.write.workspace_id, task_id=task.id, label_id=label.id))
        self.write.log(task, "label_added", {}, {"label": str(label.id), "name": label.name})

    def _put_person(self, task: Task, key: str, person: tuple[UUID | None, str]) -> None:
        user_id, name = person
        self._assignees.append(
            TaskAssignee(
                workspace_id=self.write.workspace_id, task_id=task.id, user_id=user_id, name="" if user_id else name
            )
        )
        self.write.log(task, "assigned", {}, {"user": user_id and str(user_id), "name": name})

    # -- comments -----------------------------------------------------------------------------------------------------

    def _write_comments(self) -> None:
        created = {task.external_id for task in self._new}
        here = [
            (row, comment)
            for item in self.batch
            if (row := self._rows.get(item.source_id)) and (not self._in_trash(row) or item.source_id in created)
            for comment in item.comments
        ]
        known: dict[str, Comment] = {}
        for some in slices([comment.source_id for _, comment in here]):
            rows = self._known(Comment, some)
            known |= {row.external_id: row for row in rows.order_by("id").select_for_update(no_key=True)}
        for row, item in here:
            comment = known.get(item.source_id)
            if comment is None:
                self._add_comment(row, item)
            elif comment.deleted_at is None and comment.body != item.body:
                # Nobody here is its author, so that only the source can have changed it.
                self.write.edit(comment, body=item.body)

    def _add_comment(self, row: Task, item: CommentItem) -> None:
        comment = Comment(
            workspace_id=self.write.workspace_id,
            task_id=row.id,
            author_name=item.author,
            body=item.body,
            external_source=self.items.source,
            external_id=item.source_id,
            created_at=item.at,
        )
        self._comments.append(comment)
        self.write.log_added(comment)
        self.counts["comments"] += 1
