"""Labels and assignees of a task: given as a whole, logged one by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from primetrade.commands import Write
from tasks.fields.task import ASSIGNEES, LABELS
from tasks.models import Label, Task, TaskAssignee, TaskLabel


@dataclass(frozen=True, slots=True)
class NamedByFile:
    """An assignee whom only an imported file names. They can stay on their task or be taken off; no other gets them."""

    name: str


Assignee = UUID | str | NamedByFile


def current_labels(write: Write, task: Task) -> dict[UUID, TaskLabel]:
    """The labels of a task, by their ids."""
    rows = TaskLabel.objects.of(write).filter(task_id=task.id).select_related("label")
    return {row.label_id: row for row in rows}


def set_labels(write: Write, task: Task, wanted: Sequence[Label], current: dict[UUID, TaskLabel] | None) -> None:
    """Give a task these labels and no others.

    `current` are those it has; None for a task that was just created, whose version stays 1.
    """
    existing = current or {}
    wanted_ids = {label.id for label in wanted}
    added = [label for label in wanted if label.id not in existing]
    removed = [row for label_id, row in existing.items() if label_id not in wanted_ids]
    for label in added:
        write.log(task, LABELS.put_on, {}, LABELS.logged(label.id, label.name))
    for row in removed:
        write.log(task, LABELS.taken_off, LABELS.logged(row.label.id, row.label.name), {})
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=write.workspace_id, task_id=task.id, label_id=label.id) for label in added
    )
    if removed:
        TaskLabel.objects.of(write).filter(task_id=task.id, label_id__in=[row.label_id for row in removed]).delete()
    if current is not None and (added or removed):
        _raise_version(write, task)


def current_assignees(write: Write, task: Task) -> dict[UUID | NamedByFile, TaskAssignee]:
    """The assignees of a task: members by their ids, and people whom only a file names."""
    rows = TaskAssignee.objects.of(write).filter(task_id=task.id).select_related("user").order_by("id")
    return {row.user_id or NamedByFile(row.name): row for row in rows}


def set_assignees(
    write: Write,
    task: Task,
    wanted: Sequence[User],
    current: dict[UUID | NamedByFile, TaskAssignee] | None,
    *,
    staying: Collection[NamedByFile] = (),
) -> None:
    """Assign a task to these members and no others; of the people whom only a file names, `staying` stay.

    `current` are those it has; None for a task that was just created, whose version stays 1.
    """
    existing = current or {}
    kept = {person.id for person in wanted} | set(staying)
    added = [person for person in wanted if person.id not in existing]
    removed = [row for person, row in existing.items() if person not in kept]
    for person in added:
        write.log(task, ASSIGNEES.put_on, {}, ASSIGNEES.logged(person.id, person.name))
    for row in removed:
        name = row.user.name if row.user else row.name
        write.log(task, ASSIGNEES.taken_off, ASSIGNEES.logged(row.user_id, name), {})
    TaskAssignee.objects.bulk_create(
        TaskAssignee(workspace_id=write.workspace_id, task_id=task.id, user_id=person.id) for person in added
    )
    if removed:
        TaskAssignee.objects.of(write).filter(id__in=[row.id for row in removed]).delete()
    if current is not None and (added or removed):
        _raise_version(write, task)


def unassign_everywhere(write: Write, user: User) -> None:
    """Take somebody who leaves the workspace off every task; within the caller's transaction."""
    assigned = TaskAssignee.objects.of(write).filter(user=user)
    tasks = Task.objects.of(write).filter(id__in=assigned.values("task_id"))
    locked = list(tasks.order_by("id").select_for_update(no_key=True))
    for task in locked:
        write.log(task, ASSIGNEES.taken_off, ASSIGNEES.logged(user.id, user.name), {})
    write.touch_all(locked)
    assigned.delete()


def _raise_version(write: Write, task: Task) -> None:
    """If-Match protects labels and assignees, too."""
    task.save(update_fields=write.touch(task))
