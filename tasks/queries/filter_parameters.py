"""The one table of the parameters that lists of tasks take: how each is read, worded, and narrows a list.

`Filter` (filters.py), the conditions of lists (filter_conditions.py), names in the API (filter_names.py), its schema
(tasks/api/filters.py) and GET /api/fields read it. What people filter by has a member of the same name in `Filter`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tasks.fields.declaration import Field, Link
from tasks.fields.task import ASSIGNEES, CHOICES, LABELS
from tasks.fields.value_types import LABEL, PERSON
from tasks.queries import filter_values as values
from tasks.queries import filter_wording as wording
from tasks.queries.sorts import DIRECTIONS
from tasks.queries.sql import narrowing
from tasks.queries.sql.narrowing import Narrow

IS, ARE = "{field} is {value}", "{field} are {value}"
_AFTER = "{field} after {value}"
_THIS_TIME = "after this moment, or after this day of yours. Fastest with the `sort` by that time."


@dataclass(frozen=True, slots=True)
class FilterParameter:
    """One parameter. `about` describes it in the API's schema, where `form` is the form of a value, or `allowed` are
    its values; `several` values are separated by commas.

    `title`, `message` and `words` make its chip. `names` is the kind of object that a value is; callers of the API may
    name one (`read_name`) where pages write ids. `field` names the declared field or link that it asks about, `link`
    is the link. `fills` is the input of the form of a new task that its value fills; several values do only if a task
    has `every` one of them.
    """

    name: str
    about: str
    read: Callable[[str], Any]  # raises ValueError with a message
    narrow: Narrow | None = None
    field: str = ""
    link: Link | None = None
    title: str = ""
    message: str = IS
    words: wording.Words = wording.as_written
    form: str = "word"
    allowed: tuple[str, ...] = ()
    several: bool = False
    names: str = ""
    read_name: Callable[[str], Any] | None = None
    fills: str = ""
    every: bool = False
    instead_of: str = ""  # the parameter that it sets, under an earlier name

    def reader(self, *, by_name: bool) -> Callable[[str], Any]:
        """`by_name`: of the API."""
        return self.read_name or self.read if by_name else self.read


def _choice(field: Field) -> FilterParameter:
    allowed = tuple(option.word for option in field.type.options)
    return FilterParameter(
        field.name,
        f"Tasks of this {field.word}.",
        values.read_words(allowed),
        narrowing.by_choice(field),
        field=field.name,
        title=field.title,
        words=wording.of_choice(field),
        allowed=allowed,
        several=True,
        fills=field.name,
    )


@dataclass(frozen=True, slots=True)
class _OfLinks:
    """What the filters of links share, by the type of what is linked."""

    about: str
    about_all: str
    read: Callable[[str], tuple[str, ...]]
    names: str


_OF_LINKS = {
    PERSON.name: _OfLinks(
        "`me`, `none`, the id or the e-mail address of a member.",
        "`me`, ids or e-mail addresses of members, separated by commas: tasks with all of them.",
        values.read_people,
        "member",
    ),
    LABEL.name: _OfLinks(
        "Name or id of a label.",
        "Names or ids of labels, separated by commas: tasks with all of them.",
        values.read_ids("{value} is not the id of a label."),
        "label",
    ),
}


def _any_linked(link: Link) -> FilterParameter:
    """Tasks linked with any of some objects or, if these are people, with none."""
    of = _OF_LINKS[link.type.name]
    return FilterParameter(
        link.one,
        of.about,
        of.read,
        narrowing.by_any_linked(link),
        field=link.name,
        link=link,
        title=link.one.capitalize(),
        words=wording.any_named,
        form="name",
        several=True,
        names=of.names,
        read_name=values.read_names,
        fills=link.name,
    )


def _all_linked(link: Link) -> FilterParameter:
    """Tasks linked with each of some objects."""
    return replace(
        _any_linked(link),
        name=f"{link.one}_all",
        about=_OF_LINKS[link.type.name].about_all,
        narrow=narrowing.by_all_linked(link),
        title=link.title,
        message=ARE,
        words=wording.all_named,
        every=True,
    )


def _after(name: str, title: str, about: str, narrow: Narrow) -> FilterParameter:
    return FilterParameter(
        name,
        f"Tasks {about} {_THIS_TIME}",
        values.read_day_or_moment,
        narrow,
        title=title,
        message=_AFTER,
        words=wording.day_or_moment,
        form="moment",
    )


PARAMETERS: tuple[FilterParameter, ...] = (
    FilterParameter(
        "status",
        "`open` and `closed` are several statuses.",
        values.read_status,
        narrowing.by_status,
        field="status",
        title="Status",
        words=wording.status,
        allowed=values.STATUS_WORDS,
        several=True,
        fills="status",
    ),
    *(_choice(field) for field in CHOICES if field.name != "status"),
    FilterParameter(
        "project",
        "Key or id. Archived projects only show when they are named.",
        values.read_project,
        narrowing.by_project,
        field="project",
        title="Project",
        words=wording.any_named,
        form="project",
        several=True,
        names="project",
        fills="project",
    ),
    _any_linked(ASSIGNEES),
    _any_linked(LABELS),
    _all_linked(LABELS),
    FilterParameter(
        "due",
        "Relative to today in your time zone.",
        values.read_due,
        narrowing.by_due,
        field="due_on",
        title="Due",
        words=wording.due,
        allowed=tuple(values.DUE_WORDS),
    ),
    FilterParameter(
        "due_before",
        "Tasks due before this date.",
        values.read_day,
        narrowing.by_due_before,
        field="due_on",
        title="Due",
        message="{field} is before {value}",
        words=wording.day_or_moment,
        form="day",
    ),
    FilterParameter(
        "due_after",
        "Tasks due after this date.",
        values.read_day,
        narrowing.by_due_after,
        field="due_on",
        title="Due",
        message="{field} is after {value}",
        words=wording.day_or_moment,
        form="day",
    ),
    _after("created_after", "Created", "created", narrowing.after("t.created_at")),
    _after("updated_after", "Changed", "updated", narrowing.after("t.updated_at")),
    _after("completed_after", "Completed", "completed", narrowing.by_completed_after),
    FilterParameter(
        "completed_since",
        "As `completed_after`, and on this day, too. Give one of the two.",
        values.read_since,
        form="day",
        instead_of="completed_after",
    ),
    FilterParameter(
        "parent",
        "Its subtasks; `none`: tasks that are nobody's subtask.",
        values.read_parent,
        narrowing.by_parent,
        field="parent",
        title="Parent",
        words=wording.parent,
        form="task",
        names="task",
        read_name=values.read_parent_name,
    ),
    FilterParameter(
        "id",
        "Id of a task.",
        values.read_ids("{value} is not the id of a task."),
        narrowing.by_id,
        title="Task",
        message="{field} is one of {value}",
        words=wording.count,
        form="id",
        several=True,
    ),
    FilterParameter(
        "sort",
        "`-` before it descends. `position` needs one `project`.",
        values.read_sort,
        allowed=DIRECTIONS,
    ),
)
