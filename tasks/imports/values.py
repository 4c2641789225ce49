"""What an item is in the words of a task: its fields under a person's choices and in a person's zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from tasks.fields.task import CHOICES
from tasks.imports.choices import AND_LABEL, COMPLETED, LEAVE_OUT, TRASH, Choices
from tasks.imports.items import Items, LabelItem, ListItem, TaskItem, When
from tasks.models import Status
from tasks.models.task import OPEN

LABEL_CHARACTERS = 50

# Choices that an item may bring; the status comes of its list.
_BROUGHT = [field for field in CHOICES if field.imported and field.name != "status"]


def values_of(item: TaskItem, choices: Choices, *, zone: str) -> dict[str, Any]:
    """The fields that an import writes and compares; `zone` is the one its instants are told in."""
    due_on, due_time = _local(item.due, zone)
    return {
        "title": item.title,
        "description": item.description,
        "status": _status(item, choices),
        "due_on": due_on,
        "due_time": due_time,
        "due_zone": zone if due_time is not None else "",
        "start_on": _local(item.start, zone)[0],
    } | {field.column: item.choices.get(field.name, field.kind.nothing) for field in _BROUGHT}


def comes(item: TaskItem, choices: Choices) -> bool:
    """Whether a new task is made of this item, as far as its own list and mark say."""
    if item.archived and choices.archived == LEAVE_OUT:
        return False
    return item.list_id is None or choices.statuses.get(item.list_id) != LEAVE_OUT


def with_list_labels(items: Items, choices: Choices) -> Items:
    """The items with a label for each list whose name was chosen to be kept as one, on the tasks of that list."""
    labels, kept = labels_of(items, choices)
    tasks = tuple(
        replace(task, labels=(*task.labels, kept[task.list_id])) if task.list_id in kept else task
        for task in items.tasks
    )
    return replace(items, labels=labels, tasks=tasks)


def labels_of(items: Items, choices: Choices) -> tuple[tuple[LabelItem, ...], dict[str | None, str]]:
    """The labels that come, those of lists' names included, and by list the id of the one its name is kept as."""
    by_name = {label.name.casefold(): label for label in items.labels}
    kept: dict[str | None, str] = {}
    for row in _lists_that_come(items, choices):
        if choices.statuses.get(row.source_id, "").endswith(AND_LABEL):
            name = row.name[:LABEL_CHARACTERS].rstrip()
            label = by_name.setdefault(name.casefold(), LabelItem(f"list {row.source_id}", name, "grey"))
            kept[row.source_id] = label.source_id
    return tuple(by_name.values()), kept


def names_that_go(items: Items, choices: Choices) -> list[str]:
    """The names of lists that say more than the status chosen for them, and are not kept as a label."""
    return [
        row.name
        for row in _lists_that_come(items, choices)
        if row.keeps_name and choices.statuses.get(row.source_id) in Status.values
    ]


def _lists_that_come(items: Items, choices: Choices) -> Iterator[ListItem]:
    """The lists of which at least one task comes."""
    used = {task.list_id for task in items.tasks if comes(task, choices)}
    return (row for row in items.lists if row.source_id in used)


def goes_to_trash(item: TaskItem, choices: Choices) -> bool:
    """Whether this item is archived in the source, and what is archived there was chosen to be in the trash here."""
    return item.archived and choices.archived == TRASH


def coming(items: Items, choices: Choices) -> list[TaskItem]:
    """The items that come: without those left out and what is below them."""
    left_out: set[str] = set()
    result = []
    for item in items.tasks:
        if comes(item, choices) and item.parent_id not in left_out:
            result.append(item)
        else:
            left_out.add(item.source_id)
    return result


def _status(item: TaskItem, choices: Choices) -> str:
    if item.completed:
        return Status.COMPLETED.value
    status = choices.statuses.get(item.list_id, Status.TODO.value) if item.list_id else Status.TODO.value
    status = status.removesuffix(AND_LABEL)
    if item.archived and choices.archived == COMPLETED and status in OPEN:
        return Status.COMPLETED.value
    return status


def _local(when: When | None, zone: str) -> tuple[date | None, time | None]:
    """Day and time in the zone; a day alone stays what it is."""
    if not isinstance(when, datetime):
        return when, None
    local = when.astimezone(ZoneInfo(zone))
    return local.date(), local.time().replace(second=0, microsecond=0)
