"""Converts items to the values of tasks, according to a person's choices and time zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from primetrade.folding import fold_name
from tasks.fields.task import FIELDS
from tasks.imports.choices import AND_LABEL, COMPLETED, LEAVE_OUT, TRASH, Choices
from tasks.imports.items import Items, LabelItem, ListItem, TaskItem, When
from tasks.models import Status
from tasks.models.task import OPEN

LABEL_CHARACTERS = 50

_IMPORTED = [field for field in FIELDS if field.imported]


def values_of(item: TaskItem, choices: Choices, *, zone: str) -> dict[str, Any]:
    """The fields that an import writes and compares; `zone` is the time zone for the item's instants."""
    due_on, due_time = _local(item.due, zone)
    given = {
        **item.choices,
        "title": item.title,
        "description": item.description,
        "status": _status(item, choices),
        "due_on": due_on,
        "due_time": due_time,
        "start_on": _local(item.start, zone)[0],
    }
    values = {field.column: given.get(field.name, field.type.nothing) for field in _IMPORTED}
    return values | {"due_zone": zone if due_time is not None else ""}


def comes(item: TaskItem, choices: Choices) -> bool:
    """Whether to import this item, judging by its list and whether it is archived; see `coming` for subtasks."""
    if item.archived and choices.archived == LEAVE_OUT:
        return False
    return item.list_id is None or choices.statuses.get(item.list_id) != LEAVE_OUT


def with_list_labels(items: Items, choices: Choices) -> Items:
    """The items with a label added for each list whose name is to be kept as one, on all tasks of that list."""
    labels, kept = labels_of(items, choices)
    tasks = tuple(
        replace(task, labels=(*task.labels, kept[task.list_id])) if task.list_id in kept else task
        for task in items.tasks
    )
    return replace(items, labels=labels, tasks=tasks)


def labels_of(items: Items, choices: Choices) -> tuple[tuple[LabelItem, ...], dict[str | None, str]]:
    """The labels to import, including those for lists' names; and list id → id of the label that keeps its name."""
    by_name = {fold_name(label.name): label for label in items.labels}
    kept: dict[str | None, str] = {}
    for row in _lists_that_come(items, choices):
        if choices.statuses.get(row.source_id, "").endswith(AND_LABEL):
            name = row.name[:LABEL_CHARACTERS].rstrip()
            label = by_name.setdefault(fold_name(name), LabelItem(f"list {row.source_id}", name, "grey"))
            kept[row.source_id] = label.source_id
    return tuple(by_name.values()), kept


def lost_list_names(items: Items, choices: Choices) -> list[str]:
    """The names of lists that say more than the chosen status, and that no label keeps."""
    return [
        row.name
        for row in _lists_that_come(items, choices)
        if row.keeps_name and choices.statuses.get(row.source_id) in Status.values
    ]


def _lists_that_come(items: Items, choices: Choices) -> Iterator[ListItem]:
    """The lists with at least one task to import."""
    used = {task.list_id for task in items.tasks if comes(task, choices)}
    return (row for row in items.lists if row.source_id in used)


def goes_to_trash(item: TaskItem, choices: Choices) -> bool:
    """Whether this item is archived in the source, and the choice for archived items is the trash."""
    return item.archived and choices.archived == TRASH


def coming(items: Items, choices: Choices) -> list[TaskItem]:
    """The items to import: all but those left out and their subtasks."""
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
    """Date and time in the zone; a date alone is unchanged."""
    if not isinstance(when, datetime):
        return when, None
    local = when.astimezone(ZoneInfo(zone))
    return local.date(), local.time().replace(second=0, microsecond=0)
