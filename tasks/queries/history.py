"""What happened, from the change log: to one task with its comments, or to a whole workspace since a version."""

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
    marks,
)
from tasks.fields.task import ASSIGNEES, LINK_OF
from tasks.queries import claims, origins
from tasks.queries.sql.keyset import Keyset, Page
from tasks.queries.sql.order import Order

SPAN = 1_000  # changes that one page of a filtered feed looks at


_OLDEST_FIRST = Order("c.seq", "c.n")


class LoggedChange(TypedDict):
    """`before` and `after` hold changed fields only, `source` is of which import's file it came. `named` is who is put
    on a task or taken off.
    """

    seq: int
    n: int
    batch: str
    undoes: str | None
    at: datetime
    actor: claims.Member
    kind: str
    object_id: str
    root_id: str
    verb: str
    before: dict[str, Any]
    after: dict[str, Any]
    source: str | None
    named: claims.Person | None


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in the order they happened. `since` is where to go on, `more` whether there is anything yet."""

    rows: list[LoggedChange]
    since: int
    more: bool


def of_object(access: Access, root_id: str, *, limit: int = 50, cursor: str = "") -> Page[LoggedChange]:
    """Everything that happened to one object and what hangs on it, newest first. One statement. Raises BadRequest."""
    keyset = Keyset(_OLDEST_FIRST.towards(descending=True), f"{access.workspace_id}?history={root_id}")
    sql = f"{_sql()}\nWHERE c.workspace_id = %s AND c.root_id = %s"
    values = [id_value(access.workspace_id), id_value(root_id)]
    return keyset.page(sql, values, _row, limit=limit, cursor=cursor)


def since(
    access: Access, version: int, *, limit: int = 200, kinds: Sequence[str] = (), projects: Sequence[UUID] = ()
) -> Feed:
    """About `limit` changes after a version of the workspace, of some kinds or projects. One statement; filtered, two.

    A transaction's changes stay together, so that a reader is never between two halves of one: the last one on the
    page comes whole, however long it is. Filters look at the next `SPAN` changes of the log and no further, so that a
    page costs no more for finding little; the feed goes on behind them. To a project belong its own changes, those of
    what is in it now, and the moves out of it; what was purged belongs to all, because nobody knows any more.
    """
    if not kinds and not projects:
        found = _read_after(access, version, limit=limit)
        return _feed(access, found, found[-1]["seq"] if found else version)
    end = _end_of_span(access, version)
    found = _read_after(access, version, limit=limit, upto=end, kinds=kinds, projects=projects)
    return _feed(access, found, found[-1]["seq"] if len(found) >= limit else end)


def _feed(access: Access, found: list[LoggedChange], last: int) -> Feed:
    return Feed(found, last, last < access.workspace.version)


def _end_of_span(access: Access, version: int) -> int:
    """The version where the next SPAN changes end."""
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
    """The changes of `limit` or more, up to the end of the transaction that the last one is of."""
    wanted, values = "c.workspace_id = %s AND c.seq > %s", [id_value(access.workspace_id), version]
    if upto is not None:
        wanted += " AND c.seq <= %s"
        values.append(upto)
    if kinds:
        wanted += f" AND c.kind IN ({marks(kinds)})"
        values += kinds
    if projects:
        ids = [id_value(project) for project in projects]
        these = f"IN ({marks(ids)})"
        wanted += f""" AND (c.verb = 'purged' OR c.before->>'project_id' {these} OR c.root_id {these}
    OR EXISTS (SELECT 1 FROM tasks_task t WHERE t.workspace_id = c.workspace_id AND t.id = c.root_id
      AND t.project_id {these}))"""
        values += [*map(str, projects), *ids, *ids]
    sql = f"""{_sql()}
WHERE {wanted} AND c.seq <= (
  SELECT max(first.seq) FROM (
    SELECT c.seq FROM primetrade_change c WHERE {wanted} ORDER BY {_OLDEST_FIRST.by} LIMIT {limit}
  ) first)
ORDER BY {_OLDEST_FIRST.by}"""
    return [_row(found) for found in fetch(sql, [*values, *values])]


def _sql() -> str:
    return f"""
SELECT c.seq, c.n, {id_text("c.batch")}, {id_text("c.undoes")}, c.at, {id_text("c.actor_id")}, c.actor_name, c.kind,
  {id_text("c.object_id")}, {id_text("c.root_id")}, c.verb, {json_text("c.before")}, {json_text("c.after")},
  {origins.source_of("c")}, {", ".join(claims.of_change())}
FROM primetrade_change c"""


def _row(found: tuple[Any, ...]) -> LoggedChange:
    (
        seq, n, batch, undoes, at, actor_id, actor_name, kind, object_id, root_id, verb, before, after,
        source, name_source, brought_in_by,
    ) = found  # fmt: skip
    named = None
    first = as_json(after) or as_json(before)
    if LINK_OF.get(verb) is ASSIGNEES and first:
        named = claims.as_person(first["user"], first["name"], name_source, brought_in_by)
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
