"""What a property or a filter can be set to: people, labels and projects by name, a bounded part at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypedDict

from accounts.access import Access
from primetrade.ids import is_id
from primetrade.sql import as_id, fetch, id_text, id_value, marks, on_postgresql
from tasks.queries.filters import Filter

OFFERED = 50
FIND_LIMIT = 100  # signs; no name is longer


class Choice(TypedDict):
    """`colour` is a label's or a project's, `key` a project's; else empty."""

    id: str
    name: str
    colour: str
    key: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where choices are: the columns of their id, name, colour and key, and what stands before others whatever its
    name. The rows end in a WHERE.
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
_OPEN_PROJECTS = replace(_PROJECTS, rows=f"{_PROJECTS.rows} AND p.archived_at IS NULL")


@dataclass(frozen=True, slots=True)
class Offer:
    """At most OFFERED rows, and whether there are more, which only a narrower search shows."""

    rows: list[Choice]
    more: bool


def people(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Members whose name holds `find`. When not all fit, `chosen` and the caller come first. One statement."""
    return _offer(access, _PEOPLE, find, [*chosen, str(access.user.id)])


def labels(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Labels whose name holds `find`. When not all fit, `chosen` come first. One statement."""
    return _offer(access, _LABELS, find, chosen)


def projects(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Projects that take tasks, the Inbox first. When not all fit, `chosen` come next. One statement."""
    return _offer(access, _OPEN_PROJECTS, find, chosen)


def every_project(access: Access) -> list[Choice]:
    """All projects that take tasks, as the rail shows them. One statement."""
    return _by_name(fetch(_OPEN_PROJECTS.sql, [id_value(access.workspace_id)]))


def people_of(access: Access, ids: Iterable[str]) -> list[Choice]:
    """The members among `ids`, by name. One statement; none without ids."""
    return _those(access, _PEOPLE, _PEOPLE.id, [id_value(one) for one in ids])


def labels_of(access: Access, ids: Iterable[str]) -> list[Choice]:
    """The labels among `ids`, by name. One statement; none without ids."""
    return _those(access, _LABELS, _LABELS.id, [id_value(one) for one in ids])


def projects_of(access: Access, which: Iterable[str]) -> list[Choice]:
    """The projects among `which`, ids and keys, by name; archived ones, too. At most two statements."""
    given = list(which)
    found = _those(access, _PROJECTS, _PROJECTS.id, [id_value(one) for one in given if is_id(one)])
    return found + _those(access, _PROJECTS, _PROJECTS.key, [one for one in given if not is_id(one)])


def names_of(access: Access, filter: Filter) -> dict[str, str]:
    """What the ids and keys of a filter are called. A statement for each kind that it names."""
    people = people_of(access, [one for one in filter.assignee if is_id(one)])
    labels = labels_of(access, (*filter.label, *filter.label_all))
    return names(filter, people, labels, projects_of(access, filter.project))


def names(
    filter: Filter, people: list[Choice], labels: list[Choice], projects: Iterable[Choice] = ()
) -> dict[str, str]:
    """The same of rows that were read; what is not among them has gone."""
    gone = dict.fromkeys((one for one in filter.assignee if is_id(one)), "somebody who left")
    gone |= dict.fromkeys((*filter.label, *filter.label_all), "a deleted label")
    gone |= dict.fromkeys((one for one in filter.project if is_id(one)), "a deleted project")
    found = {row["id"]: row["name"] for row in (*people, *labels, *projects)}
    return gone | found | {row["key"]: row["name"] for row in projects} | {"me": "me", "none": "nobody"}


# -- statements -------------------------------------------------------------------------------------------------------


def _offer(access: Access, kind: _Kind, find: str, chosen: Collection[str]) -> Offer:
    find = find.strip()
    if len(find) > FIND_LIMIT or "\0" in find:
        return Offer([], False)
    patterns = _patterns(find)
    like = f"{kind.name} {'ILIKE' if on_postgresql() else 'LIKE'} %s ESCAPE %s"
    first = "" if find or not chosen else f"CASE WHEN {kind.id} IN ({marks(chosen)}) THEN 0 ELSE 1 END, "
    statement = (
        f"{kind.sql} AND ({' OR '.join([like] * len(patterns))})\n"
        f"ORDER BY 5, {first}lower({kind.name}), {kind.id} LIMIT {OFFERED + 1}"
    )
    values: list[Any] = [id_value(access.workspace_id)]
    values += [value for pattern in patterns for value in (pattern, "\\")]
    values += [id_value(one) for one in chosen] if first else []
    found = fetch(statement, values)
    if len(found) <= OFFERED:
        return Offer(_by_name(found), more=False)
    return Offer([_row(one) for one in found[:OFFERED]], more=True)


def _those(access: Access, kind: _Kind, column: str, values: list[Any]) -> list[Choice]:
    if not values:
        return []
    statement = f"{kind.sql} AND {column} IN ({marks(values)})"
    return _by_name(fetch(statement, [id_value(access.workspace_id), *values]))


def _patterns(find: str) -> list[str]:
    """Patterns of the names that hold the text. SQLite and a plain locale fold ASCII only: so each usual spelling."""
    spellings = dict.fromkeys((find, find.lower(), find.upper(), find.title(), find.capitalize()))
    escaped = [one.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for one in spellings]
    return [f"%{one}%" for one in escaped] if find else ["%"]


def _by_name(found: list[tuple[Any, ...]]) -> list[Choice]:
    return [_row(one) for one in sorted(found, key=lambda one: (one[4], one[1].casefold()))]


def _row(found: tuple[Any, ...]) -> Choice:
    identifier, name, colour, key, _ = found
    return {"id": as_id(identifier), "name": name, "colour": colour, "key": key}
