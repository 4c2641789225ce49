"""Edits of a task from a form: read from the POST, compared with the current task, saved.

A form may send any of a task's fields, each with a hidden `base_<field>`: the value it was shown with. A field is in
conflict only if someone else has since changed it to a value other than the typed one; everything else is merged,
labels and people one by one. `keep_<field>=theirs` drops a field: that is how a conflict is resolved.
`version` alone, without bases, guards all fields of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import QueryDict

from accounts.access import Access
from primetrade.commands import Outcome
from primetrade.errors import Conflict, InvalidInput, Stale
from primetrade.ids import is_id
from primetrade.markdown_boxes import merge_ticks
from tasks.commands import edit_task
from tasks.commands.people import NamedByFile
from tasks.fields.task import BY_NAME, LINKS
from tasks.fields.value_types import MARKDOWN, TASK
from tasks.keys import is_project_key
from tasks.models import Task
from tasks.queries import detail, offers, references
from tasks.queries.detail import FullTask
from tasks.queries.sql.task_rows import ListedTask
from tasks.views import page_wording as wording

_ATTEMPTS = 5
_PLACES = ("before", "after")


class EditConflict(Conflict):
    """Others changed the same fields: `fields` names them, `task` is the current task, `edits` is what was typed."""

    status = 412
    title = wording.CONFLICT

    def __init__(self, task: FullTask, edits: Edits, fields: tuple[str, ...]) -> None:
        self.task, self.edits, self.fields = task, edits, fields
        super().__init__(wording.CHOOSE_WHAT_STAYS)


@dataclass(frozen=True, slots=True)
class SetEdit:
    """Ids to add and to remove; None removes everything else."""

    added: set[str]
    removed: set[str] | None


@dataclass(frozen=True, slots=True)
class Edits:
    """Typed values by field, the values the form was shown with, and the changes to labels and people."""

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
        for name in _typed():
            if name in data and data.get(f"keep_{name}") != "theirs":
                try:
                    values[name] = _read(access, name, str(data[name]))
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


def save(access: Access, task: FullTask, edits: Edits) -> tuple[FullTask, Outcome[Task]]:
    """Save the edits to the current task. Raises EditConflict, and what edit_task raises."""
    for _ in range(_ATTEMPTS):
        edits = _with_ticks(task, edits)
        fields = _conflicts(task, edits)
        if fields:
            raise EditConflict(task, edits, fields)
        try:
            return task, edit_task(
                access,
                task=UUID(task["id"]),
                if_version=task["version"] if edits.base or edits.sets or edits.version is not None else None,
                before=edits.place.get("before"),
                after=edits.place.get("after"),
                **edits.values,
                **_merged_sets(task, edits),
            )
        except Stale:
            task = detail.task(access, task["id"])
    raise Conflict(wording.ALWAYS_CHANGED)


def current(task: FullTask, name: str) -> Any:
    """A field's value as edits hold it."""
    if name == "project":
        return UUID(task["project"]["id"])
    values: Mapping[str, Any] = task
    value = values[BY_NAME[name].column]
    return UUID(value) if value and BY_NAME[name].type is TASK else value


def linked(task: ListedTask, name: str) -> list[Any]:
    """The labels or the people of a task."""
    values: Mapping[str, Any] = task
    links: list[Any] = values[name]
    return links


# -- comparing --------------------------------------------------------------------------------------------------------


def _conflicts(task: FullTask, edits: Edits) -> tuple[str, ...]:
    if edits.version == task["version"]:
        return ()
    return tuple(
        name for name, mine in edits.values.items() if mine != current(task, name) and _was_changed(task, edits, name)
    )


def _with_ticks(task: FullTask, edits: Edits) -> Edits:
    """The edits with the boxes ticked that others ticked in the same text meanwhile."""
    values, base = dict(edits.values), dict(edits.base)
    for name in values.keys() & base.keys():
        if BY_NAME[name].type is MARKDOWN and isinstance(base[name], str):
            merged = merge_ticks(base[name], current(task, name), into=values[name])
            if merged is not None:
                values[name], base[name] = merged, current(task, name)
    return replace(edits, values=values, base=base)


def _was_changed(task: FullTask, edits: Edits, name: str) -> bool:
    if name in edits.base:
        return bool(edits.base[name] != current(task, name))
    return edits.version is not None


def _merged_sets(task: FullTask, edits: Edits) -> dict[str, Any]:
    """The sets after the edits, by name."""
    return {name: _merged(task, name, change) for name, change in edits.sets.items()}


def _merged(task: FullTask, name: str, change: SetEdit) -> set[Any]:
    """Labels or people after the edit; others' changes stay. A form can't remove people known only from a file."""
    links = linked(task, name)
    now = {one["id"] for one in links if one["id"]}
    remaining = set() if change.removed is None else now - change.removed
    by_file = {NamedByFile(one["name"]) for one in links if not one["id"]}
    return {UUID(one) for one in remaining | change.added} | by_file


# -- reading ----------------------------------------------------------------------------------------------------------


def _read_base(access: Access, data: QueryDict) -> dict[str, Any]:
    base: dict[str, Any] = {}
    for name in _typed():
        if f"base_{name}" in data:
            try:
                base[name] = _read(access, name, str(data[f"base_{name}"]))
            except InvalidInput:
                base[name] = object()  # unreadable: equal to no value, so the field counts as changed
    return base


def _read_sets(data: QueryDict) -> dict[str, SetEdit]:
    """`labels` (all of them; with base_labels, only the difference counts), or `label_add` and `label_remove`."""
    sets = {}
    for name, one in ((link.name, link.one) for link in LINKS):
        if name in data and f"base_{name}" in data:
            sets[name] = SetEdit(
                _ids(data, name) - _ids(data, f"base_{name}"), _ids(data, f"base_{name}") - _ids(data, name)
            )
        elif name in data:
            sets[name] = SetEdit(_ids(data, name), None)
        elif f"{one}_add" in data or f"{one}_remove" in data:
            sets[name] = SetEdit(_ids(data, f"{one}_add"), _ids(data, f"{one}_remove"))
    return sets


def _version(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _ids(data: QueryDict, name: str) -> set[str]:
    ids = set()
    for text in data.getlist(name):
        if text:
            try:
                ids.add(str(UUID(text)))
            except ValueError:
                raise InvalidInput.of(name, wording.NOT_THERE) from None
    return ids


def _typed() -> list[str]:
    """The fields that a form can send."""
    return [name for name, field in BY_NAME.items() if field.type.read or field.type.name in _LOOKUPS]


def _read(access: Access, name: str, text: str) -> Any:
    """A field's value from a form's text, read by its type, or looked up."""
    value_type = BY_NAME[name].type
    return value_type.read(name, text) if value_type.read else _LOOKUPS[value_type.name](access, text, name)


def _project(access: Access, text: str, name: str) -> UUID:
    if is_id(text) or is_project_key(text):
        for project in offers.projects_of(access, [text]):
            return UUID(project["id"])
    raise InvalidInput.of(name, wording.NO_SUCH_PROJECT)


def _task_or_none(access: Access, text: str, name: str) -> UUID | None:
    return _task(access, text, name) if text.strip() else None


def _task(access: Access, text: str, name: str) -> UUID:
    task = references.typed_task(access, text)
    if task is None:
        raise InvalidInput.of(name, wording.NO_SUCH_TASK.format(key=text.strip()[:20]))
    return task


_LOOKUPS: dict[str, Callable[[Access, str, str], Any]] = {"project": _project, "task": _task_or_none}
