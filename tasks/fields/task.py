"""The fields and links of a task. To add a field, add a column to the model, a migration, and a declaration here.

Forms and the API use this order; history puts the changes that moved the task first.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from accounts.models import Membership
from tasks.models import Label, Priority, Status, TaskAssignee, TaskLabel

from . import sentences
from .declaration import Column, Field, Link, Sentences
from .value_types import DAY, LABEL, LINE, MARKDOWN, MINUTES, MOMENT, PERSON, PLACE, PLAIN, PROJECT, TASK, TIME, choice

SEARCHED = "searched for, not filtered by"
STATUS = Field(
    name="status",
    title="Status",
    key="s",
    key_words="Set its status",
    icon="",
    type=choice(Status),
    sentence=sentences.status,
    columns=("status", "completed_at"),
    imported=True,
)
PRIORITY = Field(
    name="priority",
    title="Priority",
    key="p",
    key_words="Set its priority",
    icon="",
    type=choice(Priority, nothing=Priority.NONE.value),
    sentence=sentences.priority,
    imported=True,
)

FIELDS: tuple[Field, ...] = (
    Field(
        name="title",
        title="Title",
        type=LINE,
        sentence=sentences.renamed,
        required=True,
        unfiltered=SEARCHED,
        imported=True,
    ),
    Field(
        name="description",
        title="Description",
        type=MARKDOWN,
        sentence=sentences.description,
        unfiltered=SEARCHED,
        imported=True,
    ),
    STATUS,
    PRIORITY,
    Field(
        name="due_on",
        title="Due date",
        label="Due",
        key="d",
        key_words="Set its due date",
        icon="calendar",
        type=DAY,
        sentence=sentences.due,
        columns=("due_on", "due_time", "due_zone"),
        imported=True,
    ),
    Field(
        name="due_time",
        title="Due time",
        icon="calendar",
        type=TIME,
        sentence=sentences.due_time,
        columns=("due_time", "due_zone"),
        unfiltered="lists are filtered by the due date",
        imported=True,
    ),
    Field(
        name="start_on",
        title="Start date",
        label="Start",
        icon="calendar",
        type=DAY,
        sentence=Sentences(
            "set the start date to {new}",
            "removed the start date",
            "moved the start date from {old} to {new}",
        ),
        unfiltered="not offered as a filter yet",
        folded=True,
        imported=True,
    ),
    Field(
        name="estimate_minutes",
        title="Estimate",
        icon="clock",
        type=MINUTES,
        sentence=Sentences(
            "set the estimate to {new}",
            "removed the estimate",
            "changed the estimate from {old} to {new}",
        ),
        unfiltered="not offered as a filter yet",
        folded=True,
    ),
    Field(
        name="project",
        title="Project",
        icon="folder",
        type=PROJECT,
        sentence=sentences.project,
        columns=("project_id", "number", "position"),
        moves=True,
    ),
    Field(
        name="parent",
        title="Parent",
        icon="list",
        type=TASK,
        sentence=sentences.parent,
        columns=("parent_id",),
        moves=True,
    ),
    Field(
        name="position",
        title="Place",
        icon="sort",
        type=PLACE,
        sentence=sentences.position,
        unfiltered="it only orders the tasks of a column",
        moves=True,
    ),
)


def _labels(workspace: Any, ids: Collection[Any]) -> QuerySet[Any]:
    return Label.objects.of(workspace).filter(id__in=ids, deleted_at=None).values_list("id", flat=True)


def _members(workspace: Any, ids: Collection[Any]) -> QuerySet[Any]:
    return Membership.objects.of(workspace).filter(user_id__in=ids).values_list("user_id", flat=True)


LABELS = Link(
    name="labels",
    one="label",
    title="Labels",
    key="l",
    key_words="Label it",
    icon="tag",
    type=LABEL,
    model=TaskLabel,
    logged_as="label",
    existing=_labels,
    gone="The label {name} no longer exists.",
    put_on="label_added",
    taken_off="label_removed",
    put_on_words=("added the label {names}", "added the labels {names}"),
    taken_off_words=("removed the label {names}", "removed the labels {names}"),
)
ASSIGNEES = Link(
    name="assignees",
    one="assignee",
    title="Assignees",
    key="a",
    key_words="Assign it",
    icon="user",
    type=PERSON,
    model=TaskAssignee,
    logged_as="user",
    existing=_members,
    gone="{name} is no longer a member.",
    put_on="assigned",
    taken_off="unassigned",
    put_on_words=("assigned {names}", "assigned {names}"),
    taken_off_words=("unassigned {names}", "unassigned {names}"),
)
LINKS = (LABELS, ASSIGNEES)

# Columns that are the same for other kinds of objects (others.py).
EVERYWHERE = (
    Column("id", why="identifies the row"),
    Column("workspace_id", why="the tenant"),
    Column("created_at", why="when it was made"),
)
TRASHED = Column("deleted_at", MOMENT, "place in the trash", why="the trash is a place, not a field")
BROUGHT_BY_FILE = (
    Column("external_source", why="the format of the file that it was imported from"),
    Column("external_id", why="its id in that file"),
)
INTERNAL: tuple[Column, ...] = (
    *EVERYWHERE,
    Column("number", PLAIN, "number", why="given by the project, part of the key"),
    Column("title_folded", why="the title as lists sort it"),
    Column("due_zone", PLAIN, "zone", why="the zone of whoever set the due time"),
    Column("completed_at", MOMENT, "completion", why="follows the status"),
    TRASHED,
    Column("version", why="counts the changes"),
    Column("created_by_id", why="who made it, or ran its import"),
    Column("created_by_name", why="who made it, once they are gone"),
    *BROUGHT_BY_FILE,
    Column("updated_at", why="when it was last changed"),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
_FIRST = ("project", "status")
FIELDS_IN_HISTORY = (*(BY_NAME[name] for name in _FIRST), *(field for field in FIELDS if field.name not in _FIRST))
CHOICES: tuple[Field, ...] = tuple(field for field in FIELDS if field.type.options)
LINK_OF: dict[str, Link] = {verb: link for link in LINKS for verb in (link.put_on, link.taken_off)}
