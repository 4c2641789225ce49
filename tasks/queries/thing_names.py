"""What tasks, projects, labels and members are called, for changes of the log that are told by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from accounts.access import Access
from primetrade.models import Change
from primetrade.sql import as_id, fetch, id_text, id_value, placeholders
from tasks.models import Task


class ThingName(NamedTuple):
    """`key` is that of a task or of a project; "" for a project in the trash, a label and a member."""

    name: str
    key: str


def task_names(access: Access, changes: Iterable[Change]) -> dict[UUID, ThingName]:
    """The titles and keys of the tasks that these changes are about, also by their comments. One statement."""
    ids = {change.root_id for change in changes if change.kind in ("task", "comment")}
    rows = Task.objects.of(access).filter(id__in=ids).values_list("id", "title", "project__key", "number")
    return {identifier: ThingName(title, f"{key}-{number}") for identifier, title, key, number in rows}


def thing_names(access: Access, changes: Iterable[Change]) -> dict[UUID, ThingName]:
    """The names of what these changes changed, by its id; what was deleted for good is missing. At most one statement
    for projects, labels and members together; none for anything else.
    """
    ids_of: dict[str, set[UUID]] = {kind: set() for kind in _SELECTS}
    for change in changes:
        if change.kind in ids_of:
            ids_of[change.kind].add(change.object_id)
    parts, values = [], []
    for kind, ids in ids_of.items():
        if ids:
            parts.append(f"SELECT {id_text('x.id')}, {_SELECTS[kind]} AND x.id IN ({placeholders(ids)})")
            values += [id_value(access.workspace_id), *map(id_value, ids)]
    rows = fetch(" UNION ALL ".join(parts), values) if parts else []
    return {UUID(as_id(identifier)): ThingName(name, key) for identifier, name, key in rows}


# By kind of thing: its name and key, FROM, and the condition of its workspace.
_SELECTS = {
    "project": "x.name, CASE WHEN x.deleted_at IS NULL THEN x.key ELSE '' END FROM tasks_project x "
    "WHERE x.workspace_id = %s",
    "label": "x.name, '' FROM tasks_label x WHERE x.workspace_id = %s",
    "membership": "u.name, '' FROM accounts_membership x JOIN accounts_user u ON u.id = x.user_id "
    "WHERE x.workspace_id = %s",
}
