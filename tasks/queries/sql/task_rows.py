"""The row of a task in lists, boards, the task's page and the API: one SELECT list, one reader.

Rows are typed dictionaries: templates and JSON use them directly, and a page of 50 costs no more than untyped ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, NotRequired, TypedDict, cast
from uuid import UUID

from primetrade.sql import (
    as_date,
    as_id,
    as_id_or_none,
    as_list,
    as_moment,
    as_moment_or_none,
    as_time,
    id_text,
    id_value,
    json_list,
)
from tasks.fields.task import FIELDS
from tasks.queries.sql import named_people


class ProjectOfTask(TypedDict):
    id: str
    key: str
    name: str
    colour: str


class LabelOfTask(TypedDict):
    id: str
    name: str
    colour: str


class Parent(TypedDict):
    id: str
    key: str
    title: str
    status: str


class ListedTask(TypedDict):
    """`key`: "PT-42". `priority`: 0 to 4. `url`: of its page, added by views (tasks/views/rows.py). `parent` is in the
    rows of pages that show where a task belongs, and in that of one task.
    """

    id: str
    key: str
    number: int
    title: str
    status: str
    priority: int
    due_on: date | None
    due_time: time | None
    due_zone: str
    start_on: date | None
    estimate_minutes: int | None
    parent_id: str | None
    position: str
    version: int
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None
    project: ProjectOfTask
    labels: list[LabelOfTask]
    assignees: list[named_people.NamedPerson]
    subtasks_done: int
    subtasks_total: int
    comments_count: int
    url: NotRequired[str]
    parent: NotRequired[Parent | None]


# How values of the database are read, by the kind of a field. Rows hold every field of these kinds.
_AS_READ: dict[str, Callable[[Any], Any] | None] = {
    "text": None,
    "choice": None,
    "date": as_date,
    "time": as_time,
    "minutes": None,
}
# Fields that ListedTask does not name: their declaration in tasks/fields is enough to put them into every row.
_DECLARED = {
    field.column: _AS_READ[field.type.name]
    for field in FIELDS
    if field.type.name in _AS_READ and field.column not in ListedTask.__annotations__
}
_DECLARED_COLUMNS = "".join(f", t.{column}" for column in _DECLARED)

# What the inner query selects for the tasks of a page, before anything is joined to these few rows.
PAGE_COLUMNS = f"""t.id, t.project_id, t.number, t.title, t.status, t.priority, t.due_on, t.due_time, t.due_zone,
  t.start_on, t.estimate_minutes, t.parent_id, t.position, t.version, t.created_at, t.updated_at, t.completed_at,
  t.external_source, p.key AS project_key, p.name AS project_name, p.colour AS project_colour{_DECLARED_COLUMNS}"""

_NAMED = 26  # columns that `read_task` unpacks by name
WIDTH = _NAMED + len(_DECLARED)  # columns of `select_list`


def select_list(workspace_id: UUID) -> tuple[str, list[Any]]:
    """The SELECT list over a page `t` of PAGE_COLUMNS, the id first, and its parameters.

    Every subquery is limited to the workspace.
    """
    labels = json_list(
        "tasks_tasklabel tl JOIN tasks_label l ON l.workspace_id = tl.workspace_id AND l.id = tl.label_id "
        "AND l.deleted_at IS NULL WHERE tl.workspace_id = %s AND tl.task_id = t.id",
        id="l.id",
        name="l.name",
        colour="l.colour",
    )
    assignees = json_list(
        "tasks_taskassignee ta LEFT JOIN accounts_user u ON u.id = ta.user_id "
        "WHERE ta.workspace_id = %s AND ta.task_id = t.id",
        **named_people.of_assignee("t.external_source"),
    )
    subtasks = "FROM tasks_task s WHERE s.workspace_id = %s AND s.parent_id = t.id AND s.deleted_at IS NULL"
    sql = f"""
  {id_text("t.id")} AS id, t.project_key || '-' || t.number AS key, t.number, t.title, t.status, t.priority,
  t.due_on, t.due_time, t.due_zone, t.start_on, t.estimate_minutes, {id_text("t.parent_id")} AS parent_id,
  t.position, t.version, t.created_at, t.updated_at, t.completed_at,
  {id_text("t.project_id")} AS project_id, t.project_key, t.project_name, t.project_colour,
  {labels} AS labels,
  {assignees} AS assignees,
  (SELECT count(*) {subtasks} AND s.completed_at IS NOT NULL) AS subtasks_done,
  (SELECT count(*) {subtasks}) AS subtasks_total,
  (SELECT count(*) FROM tasks_comment c WHERE c.workspace_id = %s AND c.task_id = t.id AND c.deleted_at IS NULL)
    AS comments_count{_DECLARED_COLUMNS}"""
    return sql, [id_value(workspace_id)] * 5


def read_task(columns: Sequence[Any]) -> ListedTask:
    """The task in the columns of `select_list`."""
    (
        identifier, key, number, title, status, priority,
        due_on, due_time, due_zone, start_on, estimate_minutes, parent_id,
        position, version, created_at, updated_at, completed_at,
        project_id, project_key, project_name, project_colour,
        labels, assignees, subtasks_done, subtasks_total, comments_count,
    ) = columns[:_NAMED]  # fmt: skip
    task: ListedTask = {
        "id": as_id(identifier),
        "key": key,
        "number": number,
        "title": title,
        "status": status,
        "priority": priority,
        "due_on": as_date(due_on),
        "due_time": as_time(due_time),
        "due_zone": due_zone,
        "start_on": as_date(start_on),
        "estimate_minutes": estimate_minutes,
        "parent_id": as_id_or_none(parent_id),
        "position": position,
        "version": version,
        "created_at": as_moment(created_at),
        "updated_at": as_moment(updated_at),
        "completed_at": as_moment_or_none(completed_at),
        "project": {"id": as_id(project_id), "key": project_key, "name": project_name, "colour": project_colour},
        "labels": sorted(as_list(labels), key=_by_name),
        "assignees": sorted(named_people.as_people(assignees), key=_by_name),
        "subtasks_done": subtasks_done,
        "subtasks_total": subtasks_total,
        "comments_count": comments_count,
    }
    if _DECLARED:
        _add_declared(cast(dict[str, Any], task), columns[_NAMED:])
    return task


def _add_declared(task: dict[str, Any], values: Sequence[Any]) -> None:
    for (column, as_read), value in zip(_DECLARED.items(), values, strict=True):
        task[column] = as_read(value) if as_read else value


def _by_name(item: Any) -> str:
    return str(item["name"]).casefold()
