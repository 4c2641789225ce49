"""Numbers and positions of tasks: from a project's counters, next to another task, in another project.

How a position is written: positions.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from primetrade.commands import Write
from primetrade.errors import InvalidInput
from primetrade.sql import fetch, id_value
from tasks.models import OldTaskKey, Project, Task

from . import positions


def next_number_and_position(
    project: Project, *, first: bool = False, number: bool = True, count: int = 1
) -> tuple[int, str]:
    """Take `count` numbers and positions from a project's counters in one statement; returns the last of each.

    `first` takes positions before all others; without `number` only positions are taken. The project's row stays locked
    until the end of the transaction.
    """
    numbers = count if number else 0
    move = "first_position = first_position - %s" if first else "last_position = last_position + %s"
    sql = f"""
UPDATE tasks_project SET last_number = last_number + %s, {move}
WHERE workspace_id = %s AND id = %s
RETURNING last_number, first_position, last_position"""  # noqa: S608 (put together from constants)
    values = [numbers, count, id_value(project.workspace_id), id_value(project.id)]
    (counters,) = fetch(sql, values)
    project.last_number, project.first_position, project.last_position = counters
    return project.last_number, positions.at(project.first_position if first else project.last_position)


def move_to_project(write: Write, task: Task, project: Project) -> dict[str, Any]:
    """Reserve the task's key for it in the project that it leaves, and take a number and a position in `project`.

    Returns the values to save with the task.
    """
    OldTaskKey(workspace_id=write.workspace_id, project_id=task.project_id, number=task.number, task_id=task.id).save(
        force_insert=True
    )
    number, position = next_number_and_position(project)
    return {"project_id": project.id, "number": number, "position": position}


def move_all_to_project(write: Write, tasks: Sequence[Task], project: Project) -> None:
    """Move locked tasks to a locked project, in this order, in few statements."""
    OldTaskKey.objects.bulk_create(
        OldTaskKey(workspace_id=write.workspace_id, project_id=task.project_id, number=task.number, task_id=task.id)
        for task in tasks
    )
    if tasks:
        next_number_and_position(project, count=len(tasks))
    number, place = project.last_number - len(tasks), project.last_position - len(tasks)
    write.edit_all(
        (task, {"project_id": project.id, "number": number + step, "position": positions.at(place + step)})
        for step, task in enumerate(tasks, 1)
    )


def position_beside(
    write: Write, task: Task, column: tuple[Project, str], *, before: UUID | None, after: UUID | None
) -> str:
    """A position right before or after a task of the column (a locked project and a status).

    Raises InvalidInput when that task is not in the column.
    """
    if before is not None and after is not None:
        raise InvalidInput.of("before", "Give `before` or `after`, not both.")
    field, anchor = ("before", before) if before is not None else ("after", after)
    project, status = column
    rows = Task.objects.of(write).filter(project_id=project.id, status=status, deleted_at=None).exclude(id=task.id)
    for _ in range(2):
        beside = rows.filter(id=anchor).values_list("position", "id").first()
        if beside is None:
            raise InvalidInput.of(field, "That task is no longer in this column. Choose another place.")
        try:
            position = positions.between(*_neighbours(rows, beside, before=before is not None))
        except ValueError:
            position = ""
        if 0 < len(position) <= positions.POSITION_LIMIT:
            return position
        _rebalance(write, project, rows)
    raise AssertionError("a rebalanced column has room")


def _neighbours(rows: Any, beside: tuple[str, UUID], *, before: bool) -> tuple[str, str]:
    """The positions between which the task goes; "" where the column begins or ends."""
    position, task_id = beside
    if before:
        others = rows.filter(position__lte=position).exclude(id=task_id).exclude(position=position, id__gt=task_id)
        return others.order_by("-position", "-id").values_list("position", flat=True).first() or "", position
    others = rows.filter(position__gte=position).exclude(id=task_id).exclude(position=position, id__lt=task_id)
    return position, others.order_by("position", "id").values_list("position", flat=True).first() or ""


def _rebalance(write: Write, project: Project, rows: Any) -> None:
    """Give a column new positions from the counter, in the same order. Logged like any edit, so that undo sees it."""
    column = list(rows.order_by("position", "id").select_for_update(no_key=True))
    next_number_and_position(project, number=False, count=len(column))
    first = project.last_position - len(column) + 1
    write.edit_all((row, {"position": positions.at(counter)}) for counter, row in enumerate(column, first))
