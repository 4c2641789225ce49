"""The columns the log keeps of each kind of object: which are undone together, their names in undo and in the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import other_columns, task
from .declaration import Column, ValueType


@dataclass(frozen=True, slots=True)
class Logged:
    """One logged column: its `name` in the API, its `word` in messages of undo, and the type of its values."""

    name: str
    word: str
    type: ValueType


def _of_columns(*columns: Column) -> dict[str, Logged]:
    return {one.name: _logged(one.name, one.word, one.type) for one in columns if one.type is not None}


def _logged(column: str, word: str, value_type: ValueType) -> Logged:
    return Logged(column.removesuffix("_id") if value_type.as_object else column, word, value_type)


# By kind of object (`LOG_KIND`), then by the column's name in the log.
LOGGED: dict[str, dict[str, Logged]] = {
    "task": {field.column: _logged(field.column, field.word, field.type) for field in task.FIELDS}
    | _of_columns(*task.INTERNAL),
    "project": _of_columns(*other_columns.PROJECT),
    "label": _of_columns(*other_columns.LABEL),
    "comment": _of_columns(*other_columns.COMMENT),
    "membership": _of_columns(*other_columns.MEMBERSHIP),
    "workspace": _of_columns(*other_columns.WORKSPACE),
}


def undo_groups(names: Iterable[str]) -> list[list[str]]:
    """Changed columns grouped by what is undone together: a task field with its dependent columns, any other alone."""
    left = sorted(names)
    groups = []
    for field in task.FIELDS:
        if field.column in left:
            group = [name for name in field.columns or (field.column,) if name in left]
            groups.append(group)
            left = [name for name in left if name not in group]
    return groups + [[name] for name in left]
