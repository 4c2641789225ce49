"""How each parameter of a filter narrows a list: conditions on its tasks `t` and their projects `p`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from accounts.access import Access
from primetrade.ids import is_id
from primetrade.sql import id_value, moment_value, placeholders
from tasks.days import today
from tasks.fields.declaration import Field, Link
from tasks.queries.sql.conditions import Conditions
from tasks.queries.sql.moments import midnight, passed_today

Narrow = Callable[[Conditions, Access, Any], None]


def by_status(conditions: Conditions, access: Access, statuses: Sequence[str]) -> None:
    conditions.add(f"t.status IN ({placeholders(statuses)})", *statuses)


def by_choice(declared: Field) -> Narrow:
    def narrow(conditions: Conditions, access: Access, words: Sequence[str]) -> None:
        stored = [declared.type.from_json(word) for word in words]
        conditions.add(f"t.{declared.column} IN ({placeholders(stored)})", *stored)

    return narrow


def by_project(conditions: Conditions, access: Access, projects: Sequence[str]) -> None:
    workspace = id_value(access.workspace_id)
    ids = [id_value(project) for project in projects if is_id(project)]
    keys = [project for project in projects if not is_id(project)]
    if len(projects) == 1 and keys:
        # A scalar subquery is a constant to the planner, so the index on (project, status, position) gives the order.
        conditions.add(
            "t.project_id = (SELECT k.id FROM tasks_project k WHERE k.workspace_id = %s AND k.key = %s)",
            workspace,
            *keys,
        )
    elif len(projects) == 1:
        conditions.add("t.project_id = %s", *ids)
    else:
        choices = [f"p.id IN ({placeholders(ids)})"] if ids else []
        choices += [f"p.key IN ({placeholders(keys)})"] if keys else []
        conditions.add(f"({' OR '.join(choices)})", *ids, *keys)


def by_any_linked(link: Link) -> Narrow:
    """Tasks linked with one of these: ids, `me` for the caller, `none` for tasks without any."""

    def narrow(conditions: Conditions, access: Access, given: Sequence[str]) -> None:
        workspace = id_value(access.workspace_id)
        ids = [id_value(access.user.id if one == "me" else one) for one in given if one != "none"]
        linked = f"EXISTS (SELECT 1 FROM {link.table} x WHERE x.workspace_id = %s AND x.task_id = t.id"
        choices, values = [], []
        if ids:
            choices.append(f"{linked} AND x.{link.column} IN ({placeholders(ids)}))")
            values += [workspace, *ids]
        if "none" in given:
            choices.append(f"NOT {linked})")
            values.append(workspace)
        conditions.add(f"({' OR '.join(choices)})", *values)

    return narrow


def by_all_linked(link: Link) -> Narrow:
    """Tasks linked with each of these."""
    with_one = by_any_linked(link)

    def narrow(conditions: Conditions, access: Access, given: Sequence[str]) -> None:
        for one in given:
            with_one(conditions, access, [one])

    return narrow


def by_due_before(conditions: Conditions, access: Access, day: date) -> None:
    conditions.add("t.due_on < %s", day.isoformat())


def by_due_after(conditions: Conditions, access: Access, day: date) -> None:
    conditions.add("t.due_on > %s", day.isoformat())


def after(column: str) -> Narrow:
    """After a moment, or after the end of a day in the person's zone."""

    def narrow(conditions: Conditions, access: Access, after: date) -> None:
        if isinstance(after, datetime):
            conditions.add(f"{column} > %s", moment_value(after))
        else:
            conditions.add(f"{column} >= %s", midnight(access, after + timedelta(days=1)))

    return narrow


def by_completed_after(conditions: Conditions, access: Access, moment: date) -> None:
    conditions.add("t.status = 'completed'")
    after("t.completed_at")(conditions, access, moment)


def by_due(conditions: Conditions, access: Access, due: str) -> None:
    """`overdue` finds open tasks only: a completed task is never late. What is overdue is in no other group."""
    day, (passed, times) = today(access).isoformat(), passed_today(access)
    if due == "none":
        conditions.add("t.due_on IS NULL")
    elif due == "overdue":
        conditions.add("t.due_on <= %s", day)
        conditions.add("t.completed_at IS NULL")
        conditions.add(f"(t.due_on < %s OR {passed})", day, *times)
    elif due == "today":
        conditions.add("t.due_on = %s", day)
        conditions.add(f"(t.completed_at IS NOT NULL OR NOT {passed})", *times)
    else:
        conditions.add("t.due_on >= %s", day)
        conditions.add("t.due_on < %s", (today(access) + timedelta(days=7)).isoformat())
        conditions.add(f"(t.due_on > %s OR t.completed_at IS NOT NULL OR NOT {passed})", day, *times)


def by_parent(conditions: Conditions, access: Access, parent: str) -> None:
    if parent == "none":
        conditions.add("t.parent_id IS NULL")
    else:
        conditions.add("t.parent_id = %s", id_value(parent))


def by_id(conditions: Conditions, access: Access, ids: Sequence[str]) -> None:
    conditions.add(f"t.id IN ({placeholders(ids)})", *map(id_value, ids))
