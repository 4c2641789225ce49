"""The row of a task in lists, boards, the task's page and the API: one SELECT list, one reader.

Its columns are listed once, as the members of ListedTask. Rows are typed dictionaries: templates and JSON use them
directly, and a page of 50 costs no more than untyped ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any, NotRequired, TypedDict, cast
from uuid import UUID

from django.db import connection, models

from primetrade.folding import name_order
from primetrade.sql import (
    as_date,
    as_id,
    as_list,
    as_moment,
    as_time,
    id_text,
    id_value,
    json_list,
)
from primetrade.tenancy import TenantForeignKey
from tasks.fields.declaration import Link
from tasks.fields.task import FIELDS, LINKS
from tasks.fields.value_types import LABEL, MARKDOWN, PERSON
from tasks.models import Task
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
    """A member that the model has, too, is selected and read as the model's column; the others are below. Fields and
    links that are declared and not named here are in every row as well.

    `key`: "PT-42". `priority`: 0 to 4. `url`: of its page, added by views (tasks/views/rows.py). `parent` is in the
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


Read = Callable[[Any], Any]

# -- columns of the task ----------------------------------------------------------------------------------------------

_MODEL = {field.attname: field for field in Task._meta.concrete_fields}
_DECLARED = (field.column for field in FIELDS if not field.moves and field.type is not MARKDOWN)  # no texts in lists
OWN = tuple(dict.fromkeys(name for name in (*ListedTask.__annotations__, *_DECLARED) if name in _MODEL))

_IDS = (models.UUIDField, TenantForeignKey)
# How values are read, by the class of the model's field; other values, and None, are used unchanged.
_READ_BY: dict[type[models.Field[Any, Any]], Read] = {
    models.UUIDField: as_id,
    TenantForeignKey: as_id,
    models.DateField: as_date,
    models.TimeField: as_time,
    models.DateTimeField: as_moment,
}

# What the inner query selects for the tasks of a page, before anything is joined to these few rows.
PAGE_COLUMNS = f"""{", ".join(f"t.{name}" for name in OWN)}, t.project_id, t.external_source,
  p.key AS project_key, p.name AS project_name, p.colour AS project_colour"""

# -- what is linked ---------------------------------------------------------------------------------------------------


def _labels(link: Link) -> str:
    return json_list(
        f"{link.table} x JOIN tasks_label l ON l.workspace_id = x.workspace_id AND l.id = x.label_id "
        "AND l.deleted_at IS NULL WHERE x.workspace_id = %s AND x.task_id = t.id",
        id="l.id",
        name="l.name",
        colour="l.colour",
    )


def _people(link: Link) -> str:
    return json_list(
        f"{link.table} x LEFT JOIN accounts_user u ON u.id = x.user_id WHERE x.workspace_id = %s AND x.task_id = t.id",
        **named_people.of_linked(link, "t.external_source"),
    )


# By the type of what is linked: its objects as JSON, and how that is read.
_LINKED: dict[str, tuple[Callable[[Link], str], Callable[[str | None], list[Any]]]] = {
    LABEL.name: (_labels, as_list),
    PERSON.name: (_people, named_people.as_people),
}


# -- what is counted --------------------------------------------------------------------------------------------------

_SUBTASKS = (
    "SELECT count(*) FROM tasks_task s WHERE s.workspace_id = %s AND s.parent_id = t.id AND s.deleted_at IS NULL"
)
_COUNTS = {
    "subtasks_done": f"({_SUBTASKS} AND s.completed_at IS NOT NULL)",
    "subtasks_total": f"({_SUBTASKS})",
    "comments_count": "(SELECT count(*) FROM tasks_comment c WHERE c.workspace_id = %s AND c.task_id = t.id "
    "AND c.deleted_at IS NULL)",
}

# -- the SELECT list and its reader -----------------------------------------------------------------------------------

# The members of a row in the order of its columns; the project's key, name and colour follow.
_NAMES = (OWN[0], "key", *OWN[1:], "project", *(link.name for link in LINKS), *_COUNTS)
WIDTH = len(_NAMES) + 3
# By the place of the column.
_READ = [(_NAMES.index(name), _READ_BY[type(_MODEL[name])]) for name in OWN if type(_MODEL[name]) in _READ_BY]
_READ_LINKED = [(_NAMES.index(link.name), _LINKED[link.type.name][1]) for link in LINKS]
_PROJECT = _NAMES.index("project")


def select_list(workspace_id: UUID) -> tuple[str, list[Any]]:
    """The SELECT list over a page `t` of PAGE_COLUMNS, the id first, and its parameters.

    Every subquery is limited to the workspace.
    """
    return _select_list(connection.vendor), [id_value(workspace_id)] * (len(LINKS) + len(_COUNTS))


@cache
def _select_list(vendor: str) -> str:
    """Its text for a kind of database. To write it for every page would cost 3 % of a page's processor time."""
    selected = {name: id_text(f"t.{name}") if isinstance(_MODEL[name], _IDS) else f"t.{name}" for name in OWN}
    selected |= {"key": "t.project_key || '-' || t.number", "project": id_text("t.project_id"), **_COUNTS}
    selected |= {link.name: _LINKED[link.type.name][0](link) for link in LINKS}
    members = ",\n  ".join(f"{selected[name]} AS {name}" for name in _NAMES)
    return f"{members}, t.project_key, t.project_name, t.project_colour"


def read_task(columns: Sequence[Any]) -> ListedTask:
    """The task in the columns of `select_list`."""
    *values, key, name, colour = columns
    for place, read in _READ:
        if values[place] is not None:
            values[place] = read(values[place])
    for place, read_list in _READ_LINKED:
        values[place] = linked = read_list(values[place])
        if len(linked) > 1:
            linked.sort(key=_by_name)
    values[_PROJECT] = {"id": as_id(values[_PROJECT]), "key": key, "name": name, "colour": colour}
    return cast(ListedTask, dict(zip(_NAMES, values, strict=True)))


def _by_name(item: Any) -> tuple[str, str]:
    return name_order(item["name"], item["id"])
