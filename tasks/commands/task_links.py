"""The labels and the people of a task: set as wholes, logged element by element."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from primetrade.commands import Write
from tasks.fields.task import ASSIGNEES, LABELS, label_logged, person_logged
from tasks.models import Label, Task, TaskAssignee, TaskLabel


@dataclass(frozen=True, slots=True)
class NamedByFile:
    """Somebody on a task whom only a file names. They can stay on it or be taken off, and be put on no other."""

    name: str


Assignee = UUID | str | NamedByFile


def current_labels(write: Write, task: Task) -> dict[UUID, TaskLabel]:
    """The labels that a task has, by their ids."""
    rows = TaskLabel.objects.of(write).filter(task_id=task.id).select_related("label")
    return {row.label_id: row for row in rows}


def set_labels(write: Write, task: Task, wanted: Sequence[Label], known: dict[UUID, TaskLabel] | None) -> None:
    """Give a task these labels and no others.

    `known` are those it has; None for a task that is being made, whose version stays the first.
    """
    current = known or {}
    new = [label for label in wanted if label.id not in current]
    gone = [row for identifier, row in current.items() if identifier not in {label.id for label in wanted}]
    for label in new:
        write.log(task, LABELS.put_on, {}, label_logged(label))
    for row in gone:
        write.log(task, LABELS.taken_off, label_logged(row.label), {})
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=write.workspace_id, task_id=task.id, label_id=label.id) for label in new
    )
    if gone:
        TaskLabel.objects.of(write).filter(task_id=task.id, label_id__in=[row.label_id for row in gone]).delete()
    _touch(write, task, known is not None and bool(new or gone))


def current_people(write: Write, task: Task) -> dict[UUID | NamedByFile, TaskAssignee]:
    """Whom a task is assigned to: members by their ids, and those whom only a file names."""
    rows = TaskAssignee.objects.of(write).filter(task_id=task.id).select_related("user").order_by("id")
    return {row.user_id or NamedByFile(row.name): row for row in rows}


def set_assignees(
    write: Write,
    task: Task,
    wanted: Sequence[User],
    known: dict[UUID | NamedByFile, TaskAssignee] | None,
    *,
    kept: Collection[NamedByFile] = (),
) -> None:
    """Assign a task to these members and no others; of those whom only a file names `kept` stay.

    `known` are those it has; None for a task that is being made, whose version stays the first.
    """
    current = known or {}
    new = [person for person in wanted if person.id not in current]
    staying = {person.id for person in wanted} | set(kept)
    gone = [row for who, row in current.items() if who not in staying]
    for person in new:
        write.log(task, ASSIGNEES.put_on, {}, person_logged(person.id, person.name))
    for row in gone:
        name = row.user.name if row.user else row.name
        write.log(task, ASSIGNEES.taken_off, person_logged(row.user_id, name), {})
    TaskAssignee.objects.bulk_create(
        TaskAssignee(workspace_id=write.workspace_id, task_id=task.id, user_id=person.id) for person in new
    )
    if gone:
        TaskAssignee.objects.of(write).filter(id__in=[row.id for row in gone]).delete()
    _touch(write, task, known is not None and bool(new or gone))


def _touch(write: Write, task: Task, changed: bool) -> None:
    """Labels and people are part of what If-Match protects."""
    if changed:
        task.save(update_fields=write.touch(task))
