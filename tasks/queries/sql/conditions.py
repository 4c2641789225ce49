"""WHERE of every list of tasks: what holds for all of them, then what a filter adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.access import Access
from primetrade.ids import is_id
from primetrade.sql import id_value, marks, moment_value
from tasks.queries.filters import Filter
from tasks.queries.today import midnight, today

# For a task `t` and its project `p`. No list shows the trash; archived projects appear only when the filter names them.
NOT_TRASHED = "t.deleted_at IS NULL"
OPEN = f"{NOT_TRASHED} AND t.completed_at IS NULL"
PROJECT_NOT_TRASHED = "p.deleted_at IS NULL"
NOT_ARCHIVED = "p.archived_at IS NULL"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions joined by AND, and their values in order."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.parts.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The expression after WHERE."""
        return " AND ".join(self.parts)


def conditions_of(access: Access, filter: Filter) -> Conditions:
    """The conditions on tasks `t` and projects `p` for the list of a filter."""
    conditions, workspace = Conditions(), id_value(access.workspace_id)
    conditions.add(f"t.workspace_id = %s AND {NOT_TRASHED}", workspace)
    conditions.add(f"p.workspace_id = %s AND {PROJECT_NOT_TRASHED}", workspace)
    if filter.project:
        _add_projects(conditions, workspace, filter.project)
    else:
        conditions.add(NOT_ARCHIVED)
    for column, values in filter.choices:
        conditions.add(f"t.{column} IN ({marks(values)})", *values)
    if filter.assignee:
        _add_assignees(conditions, workspace, access, filter.assignee)
    _add_labels(conditions, workspace, filter)
    _add_times(conditions, access, filter)
    if filter.id:
        conditions.add(f"t.id IN ({marks(filter.id)})", *map(id_value, filter.id))
    if filter.parent == "none":
        conditions.add("t.parent_id IS NULL")
    elif filter.parent:
        conditions.add("t.parent_id = %s", id_value(filter.parent))
    return conditions


def _add_projects(conditions: Conditions, workspace: str, projects: Sequence[str]) -> None:
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
        choices = [f"p.id IN ({marks(ids)})"] if ids else []
        choices += [f"p.key IN ({marks(keys)})"] if keys else []
        conditions.add(f"({' OR '.join(choices)})", *ids, *keys)


def _add_assignees(conditions: Conditions, workspace: str, access: Access, assignees: Sequence[str]) -> None:
    people = [id_value(access.user.id if person == "me" else person) for person in assignees if person != "none"]
    choices, values = [], []
    if people:
        choices.append(
            "EXISTS (SELECT 1 FROM tasks_taskassignee fa WHERE fa.workspace_id = %s AND fa.task_id = t.id "
            f"AND fa.user_id IN ({marks(people)}))"
        )
        values += [workspace, *people]
    if "none" in assignees:
        choices.append(
            "NOT EXISTS (SELECT 1 FROM tasks_taskassignee na WHERE na.workspace_id = %s AND na.task_id = t.id)"
        )
        values.append(workspace)
    conditions.add(f"({' OR '.join(choices)})", *values)


def _add_labels(conditions: Conditions, workspace: str, filter: Filter) -> None:
    """Tasks with any of `label`, and with all of `label_all`."""
    for labels in (filter.label, *((label,) for label in filter.label_all)):
        if labels:
            conditions.add(
                "EXISTS (SELECT 1 FROM tasks_tasklabel fl WHERE fl.workspace_id = %s AND fl.task_id = t.id "
                f"AND fl.label_id IN ({marks(labels)}))",
                workspace,
                *map(id_value, labels),
            )


def _add_times(conditions: Conditions, access: Access, filter: Filter) -> None:
    if filter.due:
        _add_due(conditions, filter.due, today(access))
    if filter.due_before:
        conditions.add("t.due_on < %s", filter.due_before.isoformat())
    if filter.due_after:
        conditions.add("t.due_on > %s", filter.due_after.isoformat())
    if filter.completed_after:
        conditions.add("t.status = 'completed'")
    for column, after in (
        ("t.created_at", filter.created_after),
        ("t.updated_at", filter.updated_after),
        ("t.completed_at", filter.completed_after),
    ):
        if after:
            _add_after(conditions, column, access, after)


def _add_after(conditions: Conditions, column: str, access: Access, after: date) -> None:
    """After a moment, or after the end of a day in the person's zone."""
    if isinstance(after, datetime):
        conditions.add(f"{column} > %s", moment_value(after))
    else:
        conditions.add(f"{column} >= %s", midnight(access, after + timedelta(days=1)))


def _add_due(conditions: Conditions, due: str, day: date) -> None:
    """`overdue` finds open tasks only: a completed task is never late."""
    if due == "none":
        conditions.add("t.due_on IS NULL")
    elif due == "overdue":
        conditions.add("t.due_on < %s", day.isoformat())
        conditions.add("t.completed_at IS NULL")
    elif due == "today":
        conditions.add("t.due_on = %s", day.isoformat())
    else:
        conditions.add("t.due_on >= %s", day.isoformat())
        conditions.add("t.due_on < %s", (day + timedelta(days=7)).isoformat())
