"""The values that menus offer for a property or a filter: people, labels and projects by name, a bounded number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypedDict

from accounts.access import Access
from primetrade.folding import name_order
from primetrade.ids import is_id
from primetrade.sql import as_id, fetch, fetch_one, id_text, id_value, on_postgresql, placeholders
from primetrade.words import shortened
from tasks.fields.value_types import LABEL, PERSON
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter
from tasks.queries.sql.conditions import NOT_TRASHED, PROJECT_NOT_TRASHED
from tasks.queries.sql.sources import EVERY_TASK

OFFERED = 50
FIND_LIMIT = 100  # characters; no name is longer


class OfferedValue(TypedDict):
    """`colour` is set for labels and projects, `key` for projects; else they are empty."""

    id: str
    name: str
    colour: str
    key: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """SQL for one kind of value: the columns of id, name, colour and key, and `first`, by which rows are sorted before
    their name, whose sort key is in a column of its own. `rows` is FROM with a WHERE.
    """

    id: str
    name: str
    rows: str
    colour: str = "''"
    key: str = "''"
    first: str = "0"

    @property
    def sql(self) -> str:
        return f"""
SELECT {id_text(self.id)}, {self.name}, {self.colour}, {self.key}, {self.first}
{self.rows}"""


_PEOPLE = _Kind(
    "m.user_id",
    "u.name",
    "FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id WHERE m.workspace_id = %s",
)
_LABELS = _Kind(
    "l.id", "l.name", "FROM tasks_label l WHERE l.workspace_id = %s AND l.deleted_at IS NULL", colour="l.colour"
)
_PROJECTS = _Kind(
    "p.id",
    "p.name",
    "FROM tasks_project p WHERE p.workspace_id = %s AND p.deleted_at IS NULL",
    colour="p.colour",
    key="p.key",
    first="CASE WHEN p.is_inbox THEN 0 ELSE 1 END",
)
# By the type of what is linked: how its objects are read, and what one that is gone is called.
_LINKED = {PERSON.name: (_PEOPLE, "somebody who left"), LABEL.name: (_LABELS, "a deleted label")}
_OPEN_PROJECTS = replace(_PROJECTS, rows=f"{_PROJECTS.rows} AND p.archived_at IS NULL")


@dataclass(frozen=True, slots=True)
class Offer:
    """At most OFFERED rows, and whether there are more, which a narrower search finds."""

    rows: list[OfferedValue]
    more: bool


def people(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Members whose name contains `find`. When not all fit, `chosen` and the caller come first. One statement."""
    return _offer(access, _PEOPLE, find, [*chosen, str(access.user.id)])


def labels(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Labels whose name contains `find`. When not all fit, `chosen` come first. One statement."""
    return _offer(access, _LABELS, find, chosen)


def projects(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Projects that are not archived, the Inbox first. When not all fit, `chosen` come next. One statement."""
    return _offer(access, _OPEN_PROJECTS, find, chosen)


def every_project(access: Access) -> list[OfferedValue]:
    """All projects that are not archived, in the order of the rail. One statement."""
    return _by_name(fetch(_OPEN_PROJECTS.sql, [id_value(access.workspace_id)]))


def people_by_id(access: Access, ids: Iterable[str]) -> list[OfferedValue]:
    """The members among `ids`, by name. One statement; none without ids."""
    return _those(access, _PEOPLE, _PEOPLE.id, [id_value(identifier) for identifier in ids])


def labels_by_id(access: Access, ids: Iterable[str]) -> list[OfferedValue]:
    """The labels among `ids`, by name. One statement; none without ids."""
    return _those(access, _LABELS, _LABELS.id, [id_value(identifier) for identifier in ids])


def projects_of(access: Access, which: Iterable[str]) -> list[OfferedValue]:
    """The projects with these ids and keys, by name, archived ones too. At most two statements."""
    given = list(which)
    by_id = _those(access, _PROJECTS, _PROJECTS.id, [id_value(text) for text in given if is_id(text)])
    return by_id + _those(access, _PROJECTS, _PROJECTS.key, [text for text in given if not is_id(text)])


def names_of(access: Access, filter: Filter) -> dict[str, str]:
    """The names of the ids and keys in a filter. One statement for each kind that it names."""
    return names(filter, linked_by(access, filter), projects_of(access, filter.project)) | _parent(access, filter)


def linked_by(access: Access, filter: Filter) -> dict[str, list[OfferedValue]]:
    """The people and labels that a filter names, by type (`person`, `label`). One statement for each type it names."""
    ids = _linked_ids(filter)
    return {name: _those(access, kind, kind.id, list(map(id_value, ids[name]))) for name, (kind, _) in _LINKED.items()}


def names(
    filter: Filter, linked: Mapping[str, Iterable[OfferedValue]], projects: Iterable[OfferedValue] = ()
) -> dict[str, str]:
    """The same from rows that were read; ids without a row are gone."""
    ids = _linked_ids(filter)
    gone = {one: words for name, (_, words) in _LINKED.items() for one in ids[name]}
    gone |= dict.fromkeys((project for project in filter.project if is_id(project)), "a deleted project")
    by_id = {row["id"]: row["name"] for row in (*chain.from_iterable(linked.values()), *projects)}
    by_key = {row["key"]: row["name"] for row in projects}
    return gone | by_id | by_key | {"me": "me", "none": "nobody"}


def _linked_ids(wanted: Filter) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {name: [] for name in _LINKED}
    for parameter in PARAMETERS:
        if parameter.link:
            ids[parameter.link.type.name] += filter(is_id, getattr(wanted, parameter.name))
    return ids


def _parent(access: Access, filter: Filter) -> dict[str, str]:
    """Key and title of the parent in a filter, by its id. Projects' pages have no such filter."""
    if not is_id(filter.parent):
        return {}
    sql = f"""
SELECT p.key || '-' || t.number, t.title FROM {EVERY_TASK.sql}
WHERE t.workspace_id = %s AND p.workspace_id = %s AND t.id = %s AND {NOT_TRASHED} AND {PROJECT_NOT_TRASHED}"""
    row = fetch_one(sql, [*[id_value(access.workspace_id)] * 2, id_value(filter.parent)])
    return {filter.parent: f"{row[0]} {shortened(row[1])}" if row else "a deleted task"}


# -- statements -------------------------------------------------------------------------------------------------------


def _offer(access: Access, kind: _Kind, find: str, chosen: Collection[str]) -> Offer:
    find = find.strip()
    if len(find) > FIND_LIMIT or "\0" in find:
        return Offer([], False)
    patterns = _patterns(find)
    like = f"{kind.name} {'ILIKE' if on_postgresql() else 'LIKE'} %s ESCAPE %s"
    first = "" if find or not chosen else f"CASE WHEN {kind.id} IN ({placeholders(chosen)}) THEN 0 ELSE 1 END, "
    statement = (
        f"{kind.sql} AND ({' OR '.join([like] * len(patterns))})\n"
        f"ORDER BY 5, {first}{kind.name}_sort_key, {kind.id} LIMIT {OFFERED + 1}"
    )
    values: list[Any] = [id_value(access.workspace_id)]
    values += [value for pattern in patterns for value in (pattern, "\\")]
    values += [id_value(identifier) for identifier in chosen] if first else []
    rows = fetch(statement, values)
    if len(rows) <= OFFERED:
        return Offer(_by_name(rows), more=False)
    return Offer([_offered(row) for row in rows[:OFFERED]], more=True)


def _those(access: Access, kind: _Kind, column: str, values: list[Any]) -> list[OfferedValue]:
    if not values:
        return []
    statement = f"{kind.sql} AND {column} IN ({placeholders(values)})"
    return _by_name(fetch(statement, [id_value(access.workspace_id), *values]))


def _patterns(find: str) -> list[str]:
    """LIKE patterns for the text in each usual case, because SQLite and the C locale fold the case of ASCII only."""
    spellings = dict.fromkeys((find, find.lower(), find.upper(), find.title(), find.capitalize()))
    escaped = [text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for text in spellings]
    return [f"%{text}%" for text in escaped] if find else ["%"]


def _by_name(rows: list[tuple[Any, ...]]) -> list[OfferedValue]:
    return [_offered(row) for row in sorted(rows, key=lambda row: (row[4], *name_order(row[1], str(row[0]))))]


def _offered(row: tuple[Any, ...]) -> OfferedValue:
    identifier, name, colour, key, _ = row
    return {"id": as_id(identifier), "name": name, "colour": colour, "key": key}
