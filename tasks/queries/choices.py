"""What a property or a filter can be set to: people, labels and projects by name, a bounded part at a time.

A row: id, name, colour (of a label or project), key (of a project).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from primetrade.ids import is_id
from tasks.queries.engine import Row, as_id, id_text, id_value, on_postgresql, rows
from tasks.queries.filters import Filter

OFFERED = 50
FIND_LIMIT = 100  # signs; no name is longer

# id, name, colour, key, and what stands before others whatever its name.
_PEOPLE = """
SELECT {id}, u.name, '', '', 0
FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
WHERE m.workspace_id = %s"""
_LABELS = """
SELECT {id}, l.name, l.colour, '', 0
FROM tasks_label l
WHERE l.workspace_id = %s AND l.deleted_at IS NULL"""
_PROJECTS = """
SELECT {id}, p.name, p.colour, p.key, CASE WHEN p.is_inbox THEN 0 ELSE 1 END
FROM tasks_project p
WHERE p.workspace_id = %s AND p.deleted_at IS NULL"""


@dataclass(frozen=True, slots=True)
class Offer:
    """At most OFFERED rows, and whether there are more, which only a narrower search shows."""

    rows: list[Row]
    more: bool


def people(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Members whose name holds `find`. When not all fit, `chosen` and the caller come first. One statement."""
    return _offer(access, _PEOPLE, ("m.user_id", "u.name"), find, [*chosen, str(access.user.id)])


def labels(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Labels whose name holds `find`. When not all fit, `chosen` come first. One statement."""
    return _offer(access, _LABELS, ("l.id", "l.name"), find, chosen)


def projects(access: Access, *, find: str = "", chosen: Collection[str] = ()) -> Offer:
    """Projects that take tasks, the Inbox first. When not all fit, `chosen` come next. One statement."""
    return _offer(access, f"{_PROJECTS} AND p.archived_at IS NULL", ("p.id", "p.name"), find, chosen)


def every_project(access: Access) -> list[Row]:
    """All projects that take tasks, as the rail shows them. One statement."""
    statement = f"{_PROJECTS.format(id=id_text('p.id'))} AND p.archived_at IS NULL"
    return _by_name(rows(statement, [id_value(access.workspace_id)])[1])


def people_of(access: Access, ids: Iterable[str]) -> list[Row]:
    """The members among `ids`, by name. One statement; none without ids."""
    return _those(access, _PEOPLE, "m.user_id", [id_value(one) for one in ids])


def labels_of(access: Access, ids: Iterable[str]) -> list[Row]:
    """The labels among `ids`, by name. One statement; none without ids."""
    return _those(access, _LABELS, "l.id", [id_value(one) for one in ids])


def projects_of(access: Access, which: Iterable[str]) -> list[Row]:
    """The projects among `which`, ids and keys, by name; archived ones, too. At most two statements."""
    given = list(which)
    found = _those(access, _PROJECTS, "p.id", [id_value(one) for one in given if is_id(one)])
    return found + _those(access, _PROJECTS, "p.key", [one for one in given if not is_id(one)])


def names_of(access: Access, filter: Filter) -> dict[str, str]:
    """What the ids and keys of a filter are called. A statement for each kind that it names."""
    people = people_of(access, [one for one in filter.assignee if is_id(one)])
    labels = labels_of(access, (*filter.label, *filter.label_all))
    return names(filter, people, labels, projects_of(access, filter.project))


def names(filter: Filter, people: list[Row], labels: list[Row], projects: Iterable[Row] = ()) -> dict[str, str]:
    """The same of rows that were read; what is not among them has gone."""
    gone = dict.fromkeys((one for one in filter.assignee if is_id(one)), "somebody who left")
    gone |= dict.fromkeys((*filter.label, *filter.label_all), "a deleted label")
    gone |= dict.fromkeys((one for one in filter.project if is_id(one)), "a deleted project")
    found = {row["id"]: row["name"] for row in (*people, *labels, *projects)}
    return gone | found | {row["key"]: row["name"] for row in projects} | {"me": "me", "none": "nobody"}


# -- statements -------------------------------------------------------------------------------------------------------


def _offer(access: Access, sql: str, columns: tuple[str, str], find: str, chosen: Collection[str]) -> Offer:
    identifier, name = columns
    find = find.strip()
    if len(find) > FIND_LIMIT or "\0" in find:
        return Offer([], False)
    patterns = _patterns(find)
    like = f"{name} {'ILIKE' if on_postgresql() else 'LIKE'} %s ESCAPE %s"
    first = "" if find or not chosen else f"CASE WHEN {identifier} IN ({_places(chosen)}) THEN 0 ELSE 1 END, "
    statement = (
        f"{sql.format(id=id_text(identifier))} AND ({' OR '.join([like] * len(patterns))})\n"
        f"ORDER BY 5, {first}lower({name}), {identifier} LIMIT {OFFERED + 1}"
    )
    values: list[Any] = [id_value(access.workspace_id)]
    values += [value for pattern in patterns for value in (pattern, "\\")]
    values += [id_value(one) for one in chosen] if first else []
    _, found = rows(statement, values)
    if len(found) <= OFFERED:
        return Offer(_by_name(found), more=False)
    return Offer([_row(one) for one in found[:OFFERED]], more=True)


def _those(access: Access, sql: str, column: str, values: list[Any]) -> list[Row]:
    if not values:
        return []
    identifier = column.replace("key", "id")
    statement = f"{sql.format(id=id_text(identifier))} AND {column} IN ({_places(values)})"
    return _by_name(rows(statement, [id_value(access.workspace_id), *values])[1])


def _patterns(find: str) -> list[str]:
    """Patterns of the names that hold the text. SQLite and a plain locale fold ASCII only: so each usual spelling."""
    spellings = dict.fromkeys((find, find.lower(), find.upper(), find.title(), find.capitalize()))
    escaped = [one.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for one in spellings]
    return [f"%{one}%" for one in escaped] if find else ["%"]


def _places(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _by_name(found: list[tuple[Any, ...]]) -> list[Row]:
    return [_row(one) for one in sorted(found, key=lambda one: (one[4], one[1].casefold()))]


def _row(found: tuple[Any, ...]) -> Row:
    identifier, name, colour, key, _ = found
    return {"id": as_id(identifier), "name": name, "colour": colour, "key": key}
