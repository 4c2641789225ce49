"""Where a card goes: from a place that people ask for (top, up, down, bottom) to the task that it goes beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade.errors import InvalidInput
from tasks.models import Task
from tasks.queries import references
from tasks.queries.sql.task_rows import ListedTask


def beside(access: Access, task: ListedTask, status: str, asked: Mapping[str, str]) -> dict[str, UUID]:
    """What edit_task takes for a place: `before` or `after` a task.

    Asked for by a task's key, or by a `place` in the column of `status` (top, up, down, bottom). Empty for the end of
    another column, or where there is nowhere to go. Raises InvalidInput.
    """
    for name in ("before", "after"):
        if asked.get(name):
            found = references.typed_task(access, asked[name])
            if found is None:
                raise InvalidInput.of(name, f"{asked[name][:20]} is not there any more.")
            return {name: found}
    place = asked.get("place", "")
    if place not in _PLACES:
        return {}
    anchor = _PLACES[place](_column_of(access, task, status), task)
    return {"before" if place in ("top", "up") else "after": anchor} if anchor else {}


def _column_of(access: Access, task: ListedTask, status: str) -> Any:
    """The others in the whole column. Tasks below others are on no board, so a step does not count them."""
    column = Task.objects.of(access).filter(project_id=task["project"]["id"], status=status, deleted_at=None)
    return (column if task["parent_id"] else column.filter(parent=None)).exclude(id=task["id"])


def _first(column: Any, task: ListedTask) -> UUID | None:
    found: UUID | None = column.order_by("position", "id").values_list("id", flat=True).first()
    return found


def _last(column: Any, task: ListedTask) -> UUID | None:
    found: UUID | None = column.order_by("-position", "-id").values_list("id", flat=True).first()
    return found


def _up(column: Any, task: ListedTask) -> UUID | None:
    above = column.filter(position__lte=task["position"])
    return _last(above.exclude(position=task["position"], id__gt=task["id"]), task)


def _down(column: Any, task: ListedTask) -> UUID | None:
    below = column.filter(position__gte=task["position"])
    return _first(below.exclude(position=task["position"], id__lt=task["id"]), task)


_PLACES = {"top": _first, "up": _up, "down": _down, "bottom": _last}
