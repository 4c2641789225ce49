"""What a form wants to change on a task: read from the POST, compared with what is there now, saved.

A form may send any of a task's fields, and beside each a hidden `base_<field>`: the value it was shown with. Only a
field that someone else changed since then, to something else than what was typed, is a conflict; everything else merges
by itself, labels and people one by one. `keep_<field>=theirs` drops a field: that is the choice of a conflict.
`version` alone, without bases, guards all fields of the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.http import QueryDict

from accounts.access import Access
from primetrade.commands import Outcome
from primetrade.errors import Conflict, InvalidInput, Stale
from primetrade.ids import is_id
from primetrade.text import clean_line, clean_markdown
from primetrade.words import PRIORITY_WORDS
from tasks.commands import edit_task
from tasks.commands.task_links import NamedByFile
from tasks.models import Task
from tasks.models.project import KEY_FORM
from tasks.queries import choices, detail, references
from tasks.queries.engine import Row

_ATTEMPTS = 5
_SETS = {"labels": "label", "assignees": "assignee"}
_PLACES = ("before", "after")
_ESTIMATE = re.compile(
    r"(?:(\d{1,4}(?:[.,]\d{1,2})?)\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,6})\s*m?(?:in(?:utes?|s)?)?)?", re.IGNORECASE
)


class EditConflict(Conflict):
    """Others changed the same fields: `fields` names them, `task` is as it is now, `edits` is what was typed."""

    status = 412
    title = "Someone changed the same field in the meantime"

    def __init__(self, task: Row, edits: Edits, fields: tuple[str, ...]) -> None:
        self.task, self.edits, self.fields = task, edits, fields
        super().__init__("Choose which values should stay.")


@dataclass(frozen=True, slots=True)
class SetEdit:
    """Ids to put on and to take off; None takes off everything else."""

    added: set[str]
    removed: set[str] | None


@dataclass(frozen=True, slots=True)
class Edits:
    """Typed values by field, the values the form was shown with, what to change about labels and people."""

    values: dict[str, Any]
    base: dict[str, Any] = field(default_factory=dict)
    sets: dict[str, SetEdit] = field(default_factory=dict)
    place: dict[str, UUID] = field(default_factory=dict)
    version: int | None = None

    @classmethod
    def read(cls, access: Access, data: QueryDict) -> Edits:
        """The edits of a POST. Raises InvalidInput naming every field that can't be read."""
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        for name, read in _READERS.items():
            if name in data and data.get(f"keep_{name}") != "theirs":
                try:
                    values[_NAMES.get(name, name)] = read(access, str(data[name]))
                except InvalidInput as error:
                    errors |= error.errors
        if errors:
            raise InvalidInput(errors=errors)
        return cls(
            values,
            _read_base(access, data),
            _read_sets(data),
            {name: _task(access, str(data[name]), name) for name in _PLACES if data.get(name)},
            _version(str(data.get("version", ""))),
        )


def save(access: Access, task: Row, edits: Edits) -> tuple[Row, Outcome[Task]]:
    """Save edits onto a task as it is now. Raises EditConflict, and what edit_task raises."""
    for _ in range(_ATTEMPTS):
        fields = _conflicts(task, edits)
        if fields:
            raise EditConflict(task, edits, fields)
        try:
            return task, edit_task(
                access,
                task=UUID(task["id"]),
                if_version=task["version"] if edits.base or edits.sets or edits.version is not None else None,
                **edits.values,
                **{name: _merged(task, name, change) for name, change in edits.sets.items()},
                **edits.place,
            )
        except Stale:
            task = detail.task(access, task["id"])
    raise Conflict("This task is being changed all the time. Try again.")


def current(task: Row, name: str) -> Any:
    """A field's value as edits hold it."""
    if name == "project":
        return UUID(task["project"]["id"])
    if name == "parent":
        return UUID(task["parent_id"]) if task["parent_id"] else None
    return task[name]


# -- comparing --------------------------------------------------------------------------------------------------------


def _conflicts(task: Row, edits: Edits) -> tuple[str, ...]:
    if edits.version == task["version"]:
        return ()
    return tuple(
        name for name, mine in edits.values.items() if mine != current(task, name) and _was_changed(task, edits, name)
    )


def _was_changed(task: Row, edits: Edits, name: str) -> bool:
    if name in edits.base:
        return bool(edits.base[name] != current(task, name))
    return edits.version is not None


def _merged(task: Row, name: str, change: SetEdit) -> set[Any]:
    """Labels or people after the edit: theirs stay, ours come and go. Whom only a file names, forms can't take off."""
    now = {one["id"] for one in task[name] if one["id"]}
    kept = set() if change.removed is None else now - change.removed
    by_file = {NamedByFile(one["name"]) for one in task[name] if not one["id"]}
    return {UUID(one) for one in kept | change.added} | by_file


# -- reading ----------------------------------------------------------------------------------------------------------


def _read_base(access: Access, data: QueryDict) -> dict[str, Any]:
    base = {}
    for name, read in _READERS.items():
        if f"base_{name}" in data:
            try:
                base[_NAMES.get(name, name)] = read(access, str(data[f"base_{name}"]))
            except InvalidInput:
                base[_NAMES.get(name, name)] = object()  # not a value of ours: whatever is there now counts as changed
    return base


def _read_sets(data: QueryDict) -> dict[str, SetEdit]:
    """`labels` (all of them; beside base_labels only the difference counts), or `label_add` and `label_remove`."""
    found = {}
    for name, one in _SETS.items():
        if name in data and f"base_{name}" in data:
            found[name] = SetEdit(
                _ids(data, name) - _ids(data, f"base_{name}"), _ids(data, f"base_{name}") - _ids(data, name)
            )
        elif name in data:
            found[name] = SetEdit(_ids(data, name), None)
        elif f"{one}_add" in data or f"{one}_remove" in data:
            found[name] = SetEdit(_ids(data, f"{one}_add"), _ids(data, f"{one}_remove"))
    return found


def _version(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _ids(data: QueryDict, name: str) -> set[str]:
    found = set()
    for text in data.getlist(name):
        if text:
            try:
                found.add(str(UUID(text)))
            except ValueError:
                raise InvalidInput.of(name, "One of these is not there (any more).") from None
    return found


def _priority(access: Access, text: str) -> int:
    if text in PRIORITY_WORDS:
        return PRIORITY_WORDS.index(text)
    if text in {"0", "1", "2", "3", "4"}:
        return int(text)
    raise InvalidInput.of("priority", "Choose one of the priorities.")


def _date(name: str) -> Callable[[Access, str], date | None]:
    def read(access: Access, text: str) -> date | None:
        try:
            return date.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:
            raise InvalidInput.of(name, "Write the date as 2026-12-03.") from None

    return read


def _time(access: Access, text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None, second=0, microsecond=0) if text.strip() else None
    except ValueError:
        raise InvalidInput.of("due_time", "Write the time as 14:30.") from None


def _minutes(access: Access, text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or len(text) > 9:
        raise InvalidInput.of("estimate_minutes", "Estimate in whole minutes.")
    return int(text)


def _estimate(access: Access, text: str) -> int | None:
    """`2h`, `1h 30m`, `1.5 hours`, `45` (minutes) → minutes."""
    if not text.strip():
        return None
    match = _ESTIMATE.fullmatch(text.strip())
    if match is None:
        raise InvalidInput.of("estimate", "Write it as 2h, 1h 30m or 45m.")
    return round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or 0)


def _project(access: Access, text: str) -> UUID:
    if is_id(text) or re.fullmatch(KEY_FORM, text, re.ASCII):
        for project in choices.projects_of(access, [text]):
            return UUID(project["id"])
    raise InvalidInput.of("project", "There is no such project here.")


def _parent(access: Access, text: str) -> UUID | None:
    return _task(access, text, "parent") if text.strip() else None


def _task(access: Access, text: str, name: str) -> UUID:
    found = references.typed_task(access, text)
    if found is None:
        raise InvalidInput.of(name, f"There is no task {text.strip()[:20]} here.")
    return found


_READERS: dict[str, Callable[[Access, str], Any]] = {
    "title": lambda access, text: clean_line(text, field="title"),
    "description": lambda access, text: clean_markdown(text, field="description"),
    "status": lambda access, text: text,
    "priority": _priority,
    "due_on": _date("due_on"),
    "due_time": _time,
    "start_on": _date("start_on"),
    "estimate_minutes": _minutes,
    "estimate": _estimate,
    "project": _project,
    "parent": _parent,
}
_NAMES = {"estimate": "estimate_minutes"}
