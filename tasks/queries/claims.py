"""People whom a file names. What it claims stays its claim: beside the name stands who brought it in, from the log.

Whom a file names has no id, the format of the file as `source`, and in `brought_in_by` who ran the import (None when
the log does not know). Both are None for everybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from accounts.access import Access
from primetrade.models import Change
from primetrade.people import claim
from primetrade.sql import as_id, as_id_or_none, as_json, as_list, fetch, id_value, json_object, marks, on_postgresql
from tasks.fields.task import ASSIGNEES, LINK_OF


class Member(TypedDict):
    """`id` is None for somebody who is not here any more."""

    id: str | None
    name: str


class Person(Member):
    source: str | None
    brought_in_by: Member | None


# Which change of the log (`h`) put the name or the words there that stand there now: the last one that is no undo.
_ASSIGNING = f"IN ('{ASSIGNEES.put_on}', '{ASSIGNEES.taken_off}')"
_NAMED = f"h.verb = '{ASSIGNEES.put_on}' AND h.after->>'user' IS NULL AND h.after->>'name' ="
_ASSIGNED = f"h.object_id = ta.task_id AND {_NAMED} ta.name"
_LOGGED = f"h.object_id = c.object_id AND h.seq <= c.seq AND {_NAMED} COALESCE(c.after->>'name', c.before->>'name')"
_WRITTEN = "h.object_id = c.id AND h.verb IN ('created', 'edited') AND h.after->>'body' = c.body"


def of_assignee(source: str) -> dict[str, str]:
    """The members of a person in SQL, of an assignee `ta` (its user `u` joined) of a task from `source`, a column."""
    return {
        "id": "ta.user_id",
        "name": "COALESCE(u.name, ta.name)",
        "source": f"CASE WHEN ta.user_id IS NULL THEN NULLIF({source}, '') END",
        "brought_in_by": _brought_in_by(f"ta.user_id IS NULL AND {source} <> ''", "ta", _ASSIGNED),
    }


def of_author() -> dict[str, str]:
    """The same of the author of a comment `c` (its author `u` joined)."""
    return {
        "id": "c.author_id",
        "name": "COALESCE(u.name, c.author_name)",
        "source": "CASE WHEN c.author_id IS NULL THEN NULLIF(c.external_source, '') END",
        "brought_in_by": _brought_in_by("c.author_id IS NULL AND c.external_source <> ''", "c", _WRITTEN),
    }


def of_change() -> tuple[str, str]:
    """Source and brought_in_by in SQL, of whom a change `c` puts on a task or takes off it by name alone."""
    named = f"c.verb {_ASSIGNING} AND COALESCE(c.after->>'user', c.before->>'user') IS NULL"
    source = f"""CASE WHEN {named} THEN (SELECT NULLIF(t.external_source, '') FROM tasks_task t
    WHERE t.workspace_id = c.workspace_id AND t.id = c.object_id) END"""
    return source, _brought_in_by(named, "c", _LOGGED)


def said_of(access: Access, changes: Iterable[Change]) -> dict[str, str]:
    """Of whom a file names and these changes put on tasks or take off: what `people.claim` says, by "seq.n".

    One statement, and none where there are no such people.
    """
    asked = sorted({change.seq for change in changes if names_by_file(change)})
    if not asked:
        return {}
    source, by = of_change()
    sql = f"""
SELECT c.seq, c.n, {source}, {by} FROM primetrade_change c
WHERE c.workspace_id = %s AND c.verb {_ASSIGNING} AND c.seq IN ({marks(asked)})"""
    found = fetch(sql, [id_value(access.workspace_id), *asked])
    return {f"{seq}.{n}": claim(as_person(None, "", given, brought)) for seq, n, given, brought in found}


def names_by_file(change: Change) -> bool:
    """Whether a change puts somebody on a task, or takes them off, whom only a file names."""
    return LINK_OF.get(change.verb) is ASSIGNEES and (change.after or change.before).get("user", "") is None


def _brought_in_by(claimed: str, of: str, condition: str) -> str:
    """A JSON object of who ran the import, read along the index of the log, and only where a file names somebody."""
    found = f"""(SELECT {json_object(id="h.actor_id", name="COALESCE(b.name, h.actor_name)")}
    FROM primetrade_change h LEFT JOIN accounts_user b ON b.id = h.actor_id
    WHERE h.workspace_id = {of}.workspace_id AND h.undoes IS NULL AND {condition} ORDER BY h.seq DESC LIMIT 1)"""
    # SQLite forgets on the way out of a subquery that its text is JSON.
    return f"CASE WHEN {claimed} THEN {found} END" if on_postgresql() else f"json(CASE WHEN {claimed} THEN {found} END)"


def as_people(value: str | None) -> list[Person]:
    """The people of a JSON list."""
    people: list[Person] = as_list(value)
    for one in people:
        _spell(one["brought_in_by"])
    return people


def as_person(identifier: Any, name: str, source: str | None, brought_in_by: Any) -> Person:
    """A person from the columns of a row."""
    by = as_json(brought_in_by)
    _spell(by)
    return {"id": as_id(str(identifier)) if identifier else None, "name": name, "source": source, "brought_in_by": by}


def _spell(person: Member | None) -> None:
    if person:
        person["id"] = as_id_or_none(person["id"])
