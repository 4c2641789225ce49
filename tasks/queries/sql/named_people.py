"""People named by an imported file. Such a name is only a claim, so it is shown with who imported it, from the log.

A person named by a file has no id; `source` is the format of the file, `brought_in_by` who ran the import (None when
the log does not know). Both are None for everybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from primetrade.models import CREATED, EDITED
from primetrade.sql import (
    as_id,
    as_id_or_none,
    as_json,
    as_list,
    json_object,
    on_postgresql,
)
from tasks.fields.declaration import Link
from tasks.fields.task import LINKS
from tasks.fields.value_types import PERSON


class Member(TypedDict):
    """`id` is None for somebody who is gone."""

    id: str | None
    name: str


class NamedPerson(Member):
    source: str | None
    brought_in_by: Member | None


def _among(verbs: Iterable[str]) -> str:
    listed = ", ".join(f"'{verb}'" for verb in verbs)
    return f"IN ({listed})"


# The change of the log (`h`) that wrote the present name or text: the last one that is not an undo.
_OF_PEOPLE = [link for link in LINKS if link.type is PERSON]
ASSIGNING = _among(verb for link in _OF_PEOPLE for verb in (link.put_on, link.taken_off))
_BY_NAME = "h.after->>'user' IS NULL AND h.after->>'name' ="
_NAMED = f"h.verb {_among(link.put_on for link in _OF_PEOPLE)} AND {_BY_NAME}"
_LOGGED = f"h.object_id = c.object_id AND h.seq <= c.seq AND {_NAMED} COALESCE(c.after->>'name', c.before->>'name')"
_WRITTEN = f"h.object_id = c.id AND h.verb IN ('{CREATED}', '{EDITED}') AND h.after->>'body' = c.body"


def of_linked(link: Link, source: str) -> dict[str, str]:
    """SQL for the members of a NamedPerson: a row `x` of the link, its user `u` joined. `source` is a column of the
    task.
    """
    named = f"h.object_id = x.task_id AND h.verb = '{link.put_on}' AND {_BY_NAME} x.name"
    return {
        "id": "x.user_id",
        "name": "COALESCE(u.name, x.name)",
        "source": f"CASE WHEN x.user_id IS NULL THEN NULLIF({source}, '') END",
        "brought_in_by": _brought_in_by(f"x.user_id IS NULL AND {source} <> ''", "x", named),
    }


def of_author() -> dict[str, str]:
    """The same for the author of a comment `c`, its author `u` joined."""
    return {
        "id": "c.author_id",
        "name": "COALESCE(u.name, c.author_name)",
        "source": "CASE WHEN c.author_id IS NULL THEN NULLIF(c.external_source, '') END",
        "brought_in_by": _brought_in_by("c.author_id IS NULL AND c.external_source <> ''", "c", _WRITTEN),
    }


def of_change() -> tuple[str, str]:
    """SQL for source and brought_in_by of somebody whom a change `c` assigns or unassigns by name alone."""
    named = f"c.verb {ASSIGNING} AND COALESCE(c.after->>'user', c.before->>'user') IS NULL"
    source = f"""CASE WHEN {named} THEN (SELECT NULLIF(t.external_source, '') FROM tasks_task t
    WHERE t.workspace_id = c.workspace_id AND t.id = c.object_id) END"""
    return source, _brought_in_by(named, "c", _LOGGED)


def _brought_in_by(claimed: str, of: str, condition: str) -> str:
    """A JSON object of who ran the import. Reads along the index of the log, and only where `claimed` holds."""
    importer = f"""(SELECT {json_object(id="h.actor_id", name="COALESCE(b.name, h.actor_name)")}
    FROM primetrade_change h LEFT JOIN accounts_user b ON b.id = h.actor_id
    WHERE h.workspace_id = {of}.workspace_id AND h.undoes IS NULL AND {condition} ORDER BY h.seq DESC LIMIT 1)"""
    # In SQLite the value of a subquery is plain text, which json() makes JSON again.
    value = f"CASE WHEN {claimed} THEN {importer} END"
    return value if on_postgresql() else f"json({value})"


def as_people(value: str | None) -> list[NamedPerson]:
    """The people of a JSON list."""
    people: list[NamedPerson] = as_list(value)
    for person in people:
        _spell_id(person["brought_in_by"])
    return people


def as_person(identifier: Any, name: str, source: str | None, brought_in_by: Any) -> NamedPerson:
    """A person from the columns of a row."""
    by = as_json(brought_in_by)
    _spell_id(by)
    return {"id": as_id(str(identifier)) if identifier else None, "name": name, "source": source, "brought_in_by": by}


def _spell_id(person: Member | None) -> None:
    """Put an id from JSON into its canonical spelling."""
    if person:
        person["id"] = as_id_or_none(person["id"])
