"""What happened, from the change log: to one task with its comments, or to a whole workspace since a version.

A row: seq, n, batch, at, actor {id, name}, kind, object_id, root_id, verb, before, after (changed fields only).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from primetrade import cursors
from tasks.queries.engine import Row, as_id, as_json, as_moment, id_text, id_value, on_postgresql, rows


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


def since(access: Access, version: int, *, limit: int = 200) -> Feed:
    """About `limit` changes after a version of the workspace. One statement.

    A transaction's changes stay together, so that a reader is never between two halves of one: the last one on the
    page comes whole, however long it is.
    """
    workspace = id_value(access.workspace_id)
    found = _read(
        f"""WHERE c.workspace_id = %s AND c.seq > %s AND c.seq <= (
  SELECT max(first.seq) FROM (
    SELECT f.seq FROM primetrade_change f WHERE f.workspace_id = %s AND f.seq > %s ORDER BY f.seq, f.n LIMIT {limit}
  ) first)
ORDER BY c.seq, c.n""",
        [workspace, version, workspace, version],
    )
    last = found[-1]["seq"] if found else version
    return Feed(found, last, last < access.workspace.version)


def _read(conditions: str, values: list[Any]) -> list[Row]:
    as_text = "::text" if on_postgresql() else ""
    sql = f"""
SELECT c.seq, c.n, {id_text("c.batch")}, c.at, {id_text("c.actor_id")}, c.actor_name, c.kind, {id_text("c.object_id")},
  {id_text("c.root_id")}, c.verb, c.before{as_text}, c.after{as_text}
FROM primetrade_change c
{conditions}"""
    return [_row(*row) for row in rows(sql, values)[1]]


def _row(
    seq: int, n: int, batch: str, at: Any, actor_id: str | None, actor_name: str, kind: str, object_id: str,
    root_id: str, verb: str, before: str, after: str,
) -> Row:  # fmt: skip
    return {
        "seq": seq,
        "n": n,
        "batch": as_id(batch),
        "at": as_moment(at),
        "actor": {"id": as_id(actor_id), "name": actor_name},
        "kind": kind,
        "object_id": as_id(object_id),
        "root_id": as_id(root_id),
        "verb": verb,
        "before": as_json(before),
        "after": as_json(after),
    }
