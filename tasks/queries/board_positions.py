"""Moving a card: from a place in a column (top, up, down, bottom) to the task that it goes before or after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade.errors import InvalidInput
from tasks.models import Task
from tasks.queries import references
from tasks.queries.sql.task_rows import ListedTask


def beside(access: Access, task: ListedTask, status: str, params: Mapping[str, str]) -> dict[str, UUID]:
    """The place as edit_task takes it: `before` or `after` a task.

    `params` has `before` or `after` with a task's key, or `place` in the column of `status` (top, up, down, bottom).
    Empty for the end of another column, or when there is nowhere to move. Raises InvalidInput.
    """
    for name in ("before", "after"):
        if params.get(name):
            neighbour = references.typed_task(access, params[name])
            if neighbour is None:
                raise InvalidInput.of(
                    name, f"{params[name][:20]} is no longer there. Reload the page, then move the task again."
                )
            return {name: neighbour}
    place = params.get("place", "")
    neighbour = _at(place, _column_of(access, task, status), task)
    return {"before" if place in ("top", "up") else "after": neighbour} if neighbour else {}


def _at(place: str, column: Any, task: ListedTask) -> UUID | None:
    match place:
        case "top":
            return _first(column)
        case "up":
            return _last_above(column, task)
        case "down":
            return _first_below(column, task)
        case "bottom":
            return _last(column)
    return None


def _column_of(access: Access, task: ListedTask, status: str) -> Any:
    """The other tasks of the column. Without subtasks, which boards don't show, unless the task is one."""
    column = Task.objects.of(access).filter(project_id=task["project"]["id"], status=status, deleted_at=None)
    return (column if task["parent_id"] else column.filter(parent=None)).exclude(id=task["id"])


def _first(column: Any) -> UUID | None:
    identifier: UUID | None = column.order_by("position", "id").values_list("id", flat=True).first()
    return identifier


def _last(column: Any) -> UUID | None:
    identifier: UUID | None = column.order_by("-position", "-id").values_list("id", flat=True).first()
    return identifier


def _last_above(column: Any, task: ListedTask) -> UUID | None:
    above = column.filter(position__lte=task["position"])
    return _last(above.exclude(position=task["position"], id__gt=task["id"]))


def _first_below(column: Any, task: ListedTask) -> UUID | None:
    below = column.filter(position__gte=task["position"])
    return _first(below.exclude(position=task["position"], id__lt=task["id"]))
