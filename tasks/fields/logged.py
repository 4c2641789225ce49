"""The columns the log keeps of each kind of object: which are undone together, their names in undo and in the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import others, task
from .declaration import Column, Field, ValueType


@dataclass(frozen=True, slots=True)
class Logged:
    """One logged column: its `name` in the API, its `word` in messages of undo, and the type of its values."""

    name: str
    word: str
    type: ValueType


# By kind of object (`LOG_KIND`): its fields, in the order of history, and the columns that people don't set.
DECLARED: dict[str, tuple[tuple[Field, ...], tuple[Column, ...]]] = {
    "task": (task.FIELDS_IN_HISTORY, task.INTERNAL),
    "project": (others.PROJECT, others.PROJECT_INTERNAL),
    "label": (others.LABEL, others.LABEL_INTERNAL),
    "comment": (others.COMMENT, others.COMMENT_INTERNAL),
    "membership": (others.MEMBERSHIP, others.MEMBERSHIP_INTERNAL),
    "workspace": (others.WORKSPACE, others.WORKSPACE_INTERNAL),
}


def _logged(column: str, word: str, value_type: ValueType) -> Logged:
    return Logged(column.removesuffix("_id") if value_type.as_object else column, word, value_type)


# By kind of object, then by the column's name in the log.
LOGGED: dict[str, dict[str, Logged]] = {
    kind: {field.column: _logged(field.column, field.word, field.type) for field in fields}
    | {one.name: _logged(one.name, one.word, one.type) for one in internal if one.type is not None}
    for kind, (fields, internal) in DECLARED.items()
}


def undo_groups(names: Iterable[str]) -> list[list[str]]:
    """Changed columns grouped by what is undone together: a field of a task or comment with its dependent columns, any
    other alone.
    """
    left = sorted(names)
    groups = []
    for field in (*task.FIELDS, *others.COMMENT):
        if field.column in left:
            group = [name for name in field.columns or (field.column,) if name in left]
            groups.append(group)
            left = [name for name in left if name not in group]
    return groups + [[name] for name in left]
