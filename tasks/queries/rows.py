"""What a row of a task is, everywhere: lists, boards, the task's page, the API. One SELECT list, one reader.

A row: id, key ("PT-42"), number, title, status, priority (0-4), due_on, due_time, due_zone, start_on, estimate_minutes,
parent_id, position, version, created_at, updated_at, completed_at, project {id, key, name, colour},
labels [{id, name, colour}], assignees (people: claims.py), subtasks_done, subtasks_total, comments_count.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tasks.queries import claims
from tasks.queries.engine import (
    Reader,
    Row,
    as_date,
    as_id,
    as_list,
    as_moment,
    as_time,
    id_text,
    id_value,
    json_list,
    same,
)

_READERS: dict[str, Reader] = {
    "id": as_id,
    "key": same,
    "number": same,
    "title": same,
    "status": same,
    "priority": same,
    "due_on": as_date,
    "due_time": as_time,
    "due_zone": same,
    "start_on": as_date,
    "estimate_minutes": same,
    "parent_id": as_id,
    "position": same,
    "version": same,
    "created_at": as_moment,
    "updated_at": as_moment,
    "completed_at": as_moment,
    "labels": as_list,
    "assignees": claims.as_people,
    "subtasks_done": same,
    "subtasks_total": same,
    "comments_count": same,
}

# The columns that the page of tasks is made of, before anything is joined to its few rows.
PAGE_COLUMNS = """t.id, t.project_id, t.number, t.title, t.status, t.priority, t.due_on, t.due_time, t.due_zone,
  t.start_on, t.estimate_minutes, t.parent_id, t.position, t.version, t.created_at, t.updated_at, t.completed_at,
  t.external_source, p.key AS project_key, p.name AS project_name, p.colour AS project_colour"""


def columns(workspace_id: UUID) -> tuple[str, list[Any]]:
    """The SELECT list over a page `t` of PAGE_COLUMNS, and its parameters. Every subquery names the workspace."""
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
        **claims.of_assignee("t.external_source"),
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
    AS comments_count"""
    return sql, [id_value(workspace_id)] * 5


def read(names: list[str], found: tuple[Any, ...], extra: dict[str, Reader] | None = None) -> Row:
    """A row as the module's first lines say; `extra` names further columns and how they are read."""
    raw = dict(zip(names, found, strict=True))
    row = {name: reader(raw[name]) for name, reader in _READERS.items()}
    row["project"] = {
        "id": as_id(raw["project_id"]),
        "key": raw["project_key"],
        "name": raw["project_name"],
        "colour": raw["project_colour"],
    }
    row["labels"].sort(key=_by_name)
    row["assignees"].sort(key=_by_name)
    for name, reader in (extra or {}).items():
        row[name] = reader(raw[name])
    return row


def _by_name(item: Row) -> str:
    return str(item["name"]).casefold()
