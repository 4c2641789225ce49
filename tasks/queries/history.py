"""Reads of the change log: of one task with its comments, or of a workspace since a version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from accounts.access import Access
from primetrade.sql import (
    as_id,
    as_id_or_none,
    as_json,
    as_moment,
    fetch,
    fetch_value,
    id_text,
    id_value,
    json_text,
    placeholders,
)
from tasks.fields.change_kinds import PURGED
from tasks.fields.task import LINK_OF
from tasks.fields.value_types import PERSON
from tasks.queries import origins
from tasks.queries.sql import named_people
from tasks.queries.sql.keyset import Keyset, KeysetPage
from tasks.queries.sql.order import Order

SPAN = 1_000  # changes that one page of a filtered feed looks at

_OLDEST_FIRST = Order("c.seq", "c.n")


class LoggedChange(TypedDict):
    """`before` and `after` hold only the changed fields. `source` is the format of the import that wrote it; `named` is
    the person assigned or unassigned.
    """

    seq: int
    n: int
    batch: str
    undoes: str | None
    at: datetime
    actor: named_people.Member
    kind: str
    object_id: str
    root_id: str
    verb: str
    before: dict[str, Any]
    after: dict[str, Any]
    source: str | None
    named: named_people.NamedPerson | None


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in the order they happened. `since` is the version to continue after, `more` whether changes follow."""

    rows: list[LoggedChange]
    since: int
    more: bool


def of_object(access: Access, root_id: str, *, limit: int = 50, cursor: str = "") -> KeysetPage[LoggedChange]:
    """The changes of one object and of what belongs to it, newest first. One statement. Raises BadRequest."""
    keyset = Keyset(_OLDEST_FIRST.in_direction(descending=True), f"{access.workspace_id}?history={root_id}")
    sql = f"{_sql()}\nWHERE c.workspace_id = %s AND c.root_id = %s"
    values = [id_value(access.workspace_id), id_value(root_id)]
    return keyset.page(sql, values, _change, limit=limit, cursor=cursor)


def since(
    access: Access, version: int, *, limit: int = 200, kinds: Sequence[str] = (), projects: Sequence[UUID] = ()
) -> Feed:
    """About `limit` changes after a version of the workspace, of some kinds or projects. One statement; filtered, two.

    The changes of a transaction stay together, so that no reader sees half of one: the page includes all of its last
    transaction, however long. A filtered page looks at the next `SPAN` changes of the log only, which bounds its cost
    when few match; the next page continues after them. A project's changes are its own, those of what is in it now, and
    moves out of it; purges are in every project's, because their project is no longer known.
    """
    if not kinds and not projects:
        changes = _read_after(access, version, limit=limit)
        return _feed(access, changes, changes[-1]["seq"] if changes else version)
    end = _end_of_span(access, version)
    changes = _read_after(access, version, limit=limit, upto=end, kinds=kinds, projects=projects)
    return _feed(access, changes, changes[-1]["seq"] if len(changes) >= limit else end)


def _feed(access: Access, changes: list[LoggedChange], last: int) -> Feed:
    return Feed(changes, last, last < access.workspace.version)


def _end_of_span(access: Access, version: int) -> int:
    """The version of the last of the next SPAN changes."""
    sql = f"""
SELECT max(span.seq) FROM (
  SELECT c.seq FROM primetrade_change c
  WHERE c.workspace_id = %s AND c.seq > %s ORDER BY {_OLDEST_FIRST.by} LIMIT {SPAN}
) span"""
    return int(fetch_value(sql, [id_value(access.workspace_id), version]) or version)


def _read_after(
    access: Access,
    version: int,
    *,
    limit: int,
    upto: int | None = None,
    kinds: Sequence[str] = (),
    projects: Sequence[UUID] = (),
) -> list[LoggedChange]:
    """The next `limit` changes, and the rest of the last one's transaction."""
    conditions, values = "c.workspace_id = %s AND c.seq > %s", [id_value(access.workspace_id), version]
    if upto is not None:
        conditions += " AND c.seq <= %s"
        values.append(upto)
    if kinds:
        conditions += f" AND c.kind IN ({placeholders(kinds)})"
        values += kinds
    if projects:
        ids = [id_value(project) for project in projects]
        among = f"IN ({placeholders(ids)})"
        conditions += f""" AND (c.verb = '{PURGED}' OR c.before->>'project_id' {among} OR c.root_id {among}
    OR EXISTS (SELECT 1 FROM tasks_task t WHERE t.workspace_id = c.workspace_id AND t.id = c.root_id
      AND t.project_id {among}))"""
        values += [*map(str, projects), *ids, *ids]
    sql = f"""{_sql()}
WHERE {conditions} AND c.seq <= (
  SELECT max(first.seq) FROM (
    SELECT c.seq FROM primetrade_change c WHERE {conditions} ORDER BY {_OLDEST_FIRST.by} LIMIT {limit}
  ) first)
ORDER BY {_OLDEST_FIRST.by}"""
    return [_change(row) for row in fetch(sql, [*values, *values])]


def _sql() -> str:
    return f"""
SELECT c.seq, c.n, {id_text("c.batch")}, {id_text("c.undoes")}, c.at, {id_text("c.actor_id")}, c.actor_name, c.kind,
  {id_text("c.object_id")}, {id_text("c.root_id")}, c.verb, {json_text("c.before")}, {json_text("c.after")},
  {origins.format_of("c")}, {", ".join(named_people.of_change())}
FROM primetrade_change c"""


def _change(row: tuple[Any, ...]) -> LoggedChange:
    (
        seq, n, batch, undoes, at, actor_id, actor_name, kind, object_id, root_id, verb, before, after,
        source, name_source, brought_in_by,
    ) = row  # fmt: skip
    named, link = None, LINK_OF.get(verb)
    logged = as_json(after) or as_json(before)
    if link is not None and link.type is PERSON and logged:
        named = named_people.as_person(logged[link.logged_as], logged["name"], name_source, brought_in_by)
    return {
        "seq": seq,
        "n": n,
        "batch": as_id(batch),
        "undoes": as_id_or_none(undoes),
        "at": as_moment(at),
        "actor": {"id": as_id_or_none(actor_id), "name": actor_name},
        "kind": kind,
        "object_id": as_id(object_id),
        "root_id": as_id(root_id),
        "verb": verb,
        "before": as_json(before),
        "after": as_json(after),
        "source": source,
        "named": named,
    }
