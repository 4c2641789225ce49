"""What the log keeps of everything: which columns go back together, what undo calls them, how the API says them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import other_columns, task
from .declaration import Column, Kind


@dataclass(frozen=True, slots=True)
class Logged:
    """One name in the log: what the API calls it, what undo calls it, and what kind of value it is."""

    name: str
    word: str
    kind: Kind


def _of_columns(*columns: Column) -> dict[str, Logged]:
    return {one.name: _logged(one.name, one.word, one.kind) for one in columns if one.kind is not None}


def _logged(column: str, word: str, kind: Kind) -> Logged:
    return Logged(column.removesuffix("_id") if kind.as_object else column, word, kind)


# By the kind of thing (`LOG_KIND`), and there by the name in the log.
LOGGED: dict[str, dict[str, Logged]] = {
    "task": {field.column: _logged(field.column, field.word, field.kind) for field in task.FIELDS}
    | _of_columns(*task.INTERNAL),
    "project": _of_columns(*other_columns.PROJECT),
    "label": _of_columns(*other_columns.LABEL),
    "comment": _of_columns(*other_columns.COMMENT),
    "membership": _of_columns(*other_columns.MEMBERSHIP),
    "workspace": _of_columns(*other_columns.WORKSPACE),
}


def together(names: Iterable[str]) -> list[list[str]]:
    """Changed columns in groups that go back together: each field of a task with what goes with it, the rest alone."""
    left = sorted(names)
    groups = []
    for field in task.FIELDS:
        if field.column in left:
            group = [name for name in field.columns or (field.column,) if name in left]
            groups.append(group)
            left = [name for name in left if name not in group]
    return groups + [[name] for name in left]
