"""WHERE of every list of tasks: first what all of them keep to, then what a filter asks."""

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

# Of a task `t` and its project `p`: what is in the trash is in no list, and what is archived only where it is named.
IN_NO_TRASH = "t.deleted_at IS NULL"
OPEN = f"{IN_NO_TRASH} AND t.completed_at IS NULL"
PROJECT_IN_NO_TRASH = "p.deleted_at IS NULL"
NOT_ARCHIVED = "p.archived_at IS NULL"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that all hold, and their values in order."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.parts.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """What follows WHERE."""
        return " AND ".join(self.parts)


def conditions_of(access: Access, filter: Filter) -> Conditions:
    """What tasks `t` of projects `p` must be to be in the list of a filter."""
    found, workspace = Conditions(), id_value(access.workspace_id)
    found.add(f"t.workspace_id = %s AND {IN_NO_TRASH}", workspace)
    found.add(f"p.workspace_id = %s AND {PROJECT_IN_NO_TRASH}", workspace)
    if filter.project:
        _add_projects(found, workspace, filter.project)
    else:
        found.add(NOT_ARCHIVED)
    for column, values in filter.choices:
        found.add(f"t.{column} IN ({marks(values)})", *values)
    if filter.assignee:
        _add_assignees(found, workspace, access, filter.assignee)
    _add_labels(found, workspace, filter)
    _add_times(found, access, filter)
    if filter.id:
        found.add(f"t.id IN ({marks(filter.id)})", *map(id_value, filter.id))
    if filter.parent == "none":
        found.add("t.parent_id IS NULL")
    elif filter.parent:
        found.add("t.parent_id = %s", id_value(filter.parent))
    return found


def _add_projects(found: Conditions, workspace: str, projects: Sequence[str]) -> None:
    ids = [id_value(project) for project in projects if is_id(project)]
    keys = [project for project in projects if not is_id(project)]
    if len(projects) == 1 and keys:
        # A scalar subquery is a constant to the planner: the index on (project, status, position) keeps its order.
        found.add(
            "t.project_id = (SELECT k.id FROM tasks_project k WHERE k.workspace_id = %s AND k.key = %s)",
            workspace,
            *keys,
        )
    elif len(projects) == 1:
        found.add("t.project_id = %s", *ids)
    else:
        choices = [f"p.id IN ({marks(ids)})"] if ids else []
        choices += [f"p.key IN ({marks(keys)})"] if keys else []
        found.add(f"({' OR '.join(choices)})", *ids, *keys)


def _add_assignees(found: Conditions, workspace: str, access: Access, assignees: Sequence[str]) -> None:
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
    found.add(f"({' OR '.join(choices)})", *values)


def _add_labels(found: Conditions, workspace: str, filter: Filter) -> None:
    """Any of `label`, and each of `label_all`."""
    for labels in (filter.label, *((one,) for one in filter.label_all)):
        if labels:
            found.add(
                "EXISTS (SELECT 1 FROM tasks_tasklabel fl WHERE fl.workspace_id = %s AND fl.task_id = t.id "
                f"AND fl.label_id IN ({marks(labels)}))",
                workspace,
                *map(id_value, labels),
            )


def _add_times(found: Conditions, access: Access, filter: Filter) -> None:
    if filter.due:
        _add_due(found, filter.due, today(access))
    if filter.due_before:
        found.add("t.due_on < %s", filter.due_before.isoformat())
    if filter.due_after:
        found.add("t.due_on > %s", filter.due_after.isoformat())
    if filter.completed_after:
        found.add("t.status = 'completed'")
    for column, after in (
        ("t.created_at", filter.created_after),
        ("t.updated_at", filter.updated_after),
        ("t.completed_at", filter.completed_after),
    ):
        if after:
            _add_after(found, column, access, after)


def _add_after(found: Conditions, column: str, access: Access, after: date) -> None:
    """Behind a moment, or behind the last one of a day of the person."""
    if isinstance(after, datetime):
        found.add(f"{column} > %s", moment_value(after))
    else:
        found.add(f"{column} >= %s", midnight(access, after + timedelta(days=1)))


def _add_due(found: Conditions, due: str, day: date) -> None:
    """`overdue` is about open tasks only: what is done is never late."""
    if due == "none":
        found.add("t.due_on IS NULL")
    elif due == "overdue":
        found.add("t.due_on < %s", day.isoformat())
        found.add("t.completed_at IS NULL")
    elif due == "today":
        found.add("t.due_on = %s", day.isoformat())
    else:
        found.add("t.due_on >= %s", day.isoformat())
        found.add("t.due_on < %s", (day + timedelta(days=7)).isoformat())
