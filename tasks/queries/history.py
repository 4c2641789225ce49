"""What happened, from the change log: to one task with its comments, or to a whole workspace since a version.

A row: seq, n, batch, undoes, at, actor {id, name}, kind, object_id, root_id, verb, before, after (changed fields only),
source (of which import's file it came, or None), named (of who is put on a task or taken off: a person, claims.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade import cursors
from tasks.fields.task import ASSIGNEES, LINK_OF
from tasks.queries import claims
from tasks.queries.engine import Row, as_id, as_json, as_moment, id_text, id_value, on_postgresql, rows

SPAN = 1_000  # changes that one page of a filtered feed looks at


@dataclass(frozen=True, slots=True)
class Page:
    """Changes, newest first, and the cursor of older ones."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in the order they happened. `since` is where to go on, `more` whether there is anything yet."""

    rows: list[Row]
    since: int
    more: bool


def of_object(access: Access, root_id: str, *, limit: int = 50, cursor: str = "") -> Page:
    """Everything that happened to one object and what hangs on it, newest first. One statement. Raises BadRequest."""
    bound_to = f"{access.workspace_id}?history={root_id}"
    workspace = id_value(access.workspace_id)
    beyond, values = "", [workspace, id_value(root_id)]
    if cursor:
        beyond = " AND (c.seq, c.n) < (%s, %s)"
        values += cursors.unseal(cursor, bound_to=bound_to)
    found = _read(
        f"WHERE c.workspace_id = %s AND c.root_id = %s{beyond} ORDER BY c.seq DESC, c.n DESC LIMIT {limit + 1}", values
    )
    page = found[:limit]
    last = [page[-1]["seq"], page[-1]["n"]] if len(found) > limit else None
    return Page(page, cursors.seal(last, bound_to=bound_to) if last else None)


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


def _feed(access: Access, found: list[Row], last: int) -> Feed:
    return Feed(found, last, last < access.workspace.version)


def _end_of_span(access: Access, version: int) -> int:
    """The version where the next SPAN changes end."""
    sql = f"""
SELECT max(span.seq) FROM (
  SELECT c.seq FROM primetrade_change c WHERE c.workspace_id = %s AND c.seq > %s ORDER BY c.seq, c.n LIMIT {SPAN}
) span"""
    return int(rows(sql, [id_value(access.workspace_id), version])[1][0][0] or version)


def _read_after(
    access: Access,
    version: int,
    *,
    limit: int,
    upto: int | None = None,
    kinds: Sequence[str] = (),
    projects: Sequence[UUID] = (),
) -> list[Row]:
    """The changes of `limit` or more, up to the end of the transaction that the last one is of."""
    wanted, values = "c.workspace_id = %s AND c.seq > %s", [id_value(access.workspace_id), version]
    if upto is not None:
        wanted += " AND c.seq <= %s"
        values.append(upto)
    if kinds:
        wanted += f" AND c.kind IN ({_places(kinds)})"
        values += kinds
    if projects:
        ids = [id_value(project) for project in projects]
        these = f"IN ({_places(ids)})"
        wanted += f""" AND (c.verb = 'purged' OR c.before->>'project_id' {these} OR c.root_id {these}
    OR EXISTS (SELECT 1 FROM tasks_task t WHERE t.workspace_id = c.workspace_id AND t.id = c.root_id
      AND t.project_id {these}))"""
        values += [*map(str, projects), *ids, *ids]
    return _read(
        f"""WHERE {wanted} AND c.seq <= (
  SELECT max(first.seq) FROM (
    SELECT c.seq FROM primetrade_change c WHERE {wanted} ORDER BY c.seq, c.n LIMIT {limit}
  ) first)
ORDER BY c.seq, c.n""",
        [*values, *values],
    )


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _read(conditions: str, values: list[Any]) -> list[Row]:
    as_text = "::text" if on_postgresql() else ""
    sql = f"""
SELECT c.seq, c.n, {id_text("c.batch")}, {id_text("c.undoes")}, c.at, {id_text("c.actor_id")}, c.actor_name, c.kind,
  {id_text("c.object_id")}, {id_text("c.root_id")}, c.verb, c.before{as_text}, c.after{as_text},
  i.format, {", ".join(claims.of_change())}
FROM primetrade_change c LEFT JOIN tasks_import i ON i.workspace_id = c.workspace_id AND i.batch = c.batch
{conditions}"""
    return [_row(*row) for row in rows(sql, values)[1]]


def _row(
    seq: int, n: int, batch: str, undoes: str | None, at: Any, actor_id: str | None, actor_name: str, kind: str,
    object_id: str, root_id: str, verb: str, before: str, after: str, source: str | None,
    name_source: str | None, brought_in_by: Any,
) -> Row:  # fmt: skip
    named, first = None, as_json(after) or as_json(before)
    if LINK_OF.get(verb) is ASSIGNEES and first:
        named = claims.as_person(first["user"], first["name"], name_source, brought_in_by)
    return {
        "seq": seq,
        "n": n,
        "batch": as_id(batch),
        "undoes": as_id(undoes),
        "at": as_moment(at),
        "actor": {"id": as_id(actor_id), "name": actor_name},
        "kind": kind,
        "object_id": as_id(object_id),
        "root_id": as_id(root_id),
        "verb": verb,
        "before": as_json(before),
        "after": as_json(after),
        "source": source,
        "named": named,
    }
