"""Tasks: made, edited, moved. Trash is in trash.py, comments in comments.py."""

from __future__ import annotations

import zoneinfo
from collections.abc import Collection, Sequence
from datetime import date, time
from enum import Enum
from typing import Any, Final
from uuid import UUID

from django.db import connection

from accounts.models import Membership, User
from primetrade.commands import Repeat, Write, command
from primetrade.errors import InvalidInput
from primetrade.text import clean_line, clean_markdown
from tasks.models import Label, OldTaskKey, Priority, Project, Status, Task, TaskAssignee, TaskLabel
from tasks.models.task import OPEN

from . import positions
from .lookup import labels_of, locked_project, locked_projects, locked_task, locked_tasks, open_for_work

DEPTH_LIMIT = 8
DATE_RANGE = (date(1970, 1, 1), date(2200, 1, 1))
ESTIMATE_LIMIT_MINUTES = 60 * 24 * 365


class Kept(Enum):
    """The value of an argument that was not given."""

    KEPT = 0


KEPT: Final = Kept.KEPT


@command("edit")
def create_task(
    write: Write,
    *,
    title: str,
    project: UUID | None = None,
    description: str = "",
    status: str = Status.TODO,
    priority: int = Priority.NONE,
    due_on: date | None = None,
    due_time: time | None = None,
    start_on: date | None = None,
    estimate_minutes: int | None = None,
    parent: UUID | None = None,
    labels: Sequence[UUID] = (),
    assignees: Sequence[UUID] = (),
    first: bool = False,
) -> Task:
    """A task at the end of its column (or `first`), in the Inbox without a project, in the parent's project under one.

    Raises InvalidInput naming the argument.
    """
    values = checked(
        write,
        title=title,
        description=description,
        status=status,
        priority=priority,
        due_on=due_on,
        due_time=due_time,
        start_on=start_on,
        estimate_minutes=estimate_minutes,
    )
    home = _project_of_parent(write, parent) if parent is not None and project is None else None
    place = open_for_work(_project_or_inbox(write, project or home))
    if home is not None and not Task.objects.of(write).filter(id=parent, project_id=home).exists():
        raise Repeat  # the parent moved elsewhere before its project was locked
    if parent is not None:
        _checked_parent(write, parent, place)
    return add_task(write, place, values | {"parent_id": parent}, labels=labels, assignees=assignees, first=first)


def add_task(
    write: Write,
    project: Project,
    values: dict[str, Any],
    *,
    labels: Sequence[UUID] = (),
    assignees: Sequence[UUID] = (),
    first: bool = False,
) -> Task:
    """Insert a task of checked values into a locked project, with number and place from its counters."""
    found_labels, people = labels_of(write, labels), members_of(write, assignees)
    number, position = next_place(project, first=first)
    task = Task(
        workspace_id=write.workspace_id,
        project_id=project.id,
        number=number,
        position=position,
        created_by_id=write.caller.actor_id,
        created_by_name=write.caller.actor_name,
        created_at=write.at,
        updated_at=write.at,
        completed_at=None if values.get("status", Status.TODO) in OPEN else write.at,
        **values,
    )
    write.add(task)
    _set_labels(write, task, found_labels, None)
    _set_assignees(write, task, people, None)
    task.project = project
    return task


@command("edit")
def edit_task(
    write: Write,
    *,
    task: UUID,
    if_version: int | None = None,
    title: str | Kept = KEPT,
    description: str | Kept = KEPT,
    status: str | Kept = KEPT,
    priority: int | Kept = KEPT,
    due_on: date | Kept | None = KEPT,
    due_time: time | Kept | None = KEPT,
    start_on: date | Kept | None = KEPT,
    estimate_minutes: int | Kept | None = KEPT,
    parent: UUID | Kept | None = KEPT,
    project: UUID | Kept = KEPT,
    labels: Collection[UUID] | Kept = KEPT,
    assignees: Collection[UUID] | Kept = KEPT,
    before: UUID | None = None,
    after: UUID | None = None,
) -> Task:
    """Change what is given. `before` or `after` (one of them) a task says the place in the column.

    Raises NotFound, Stale when the task is at another version than `if_version`, InvalidInput naming the argument.
    """
    given = {
        "title": title,
        "description": description,
        "status": status,
        "priority": priority,
        "due_on": due_on,
        "due_time": due_time,
        "start_on": start_on,
        "estimate_minutes": estimate_minutes,
    }
    values = checked(write, **{name: value for name, value in given.items() if value is not KEPT})
    home = Task.objects.of(write).filter(id=task).values_list("project_id", flat=True).first()
    target = home if isinstance(project, Kept) else project
    # What stands above what is settled under the project's lock, so that two moves at once can't close a circle.
    moves = target != home or before is not None or after is not None or "status" in values or parent is not KEPT
    places = locked_projects(write, *{place for place in (home, target) if place and moves})
    if moves and target not in places and home is not None:
        raise InvalidInput.of("project", "There is no such project here.")
    new_parent = None if isinstance(parent, Kept) else parent
    locked_tasks(write, *{row for row in (task, new_parent) if row})
    row = locked_task(write, task, if_version=if_version)
    if row.project_id != home:
        raise Repeat  # moved elsewhere after the project to lock was read
    family: list[Task] = []
    if target is not None and target != row.project_id:
        values |= moved_to(write, row, open_for_work(places[target]))
        family = _locked_below(write, row)
        if row.parent_id is not None and parent is KEPT:
            values["parent_id"] = None
    if not isinstance(parent, Kept):
        values["parent_id"] = parent
        if parent is not None:
            _checked_parent(write, parent, places.get(target) if target else None, child=row)
    if row.due_on is not None and values.get("due_on", row.due_on) is None:
        values |= {"due_time": None, "due_zone": ""}
    if values.get("due_time", row.due_time) is not None and values.get("due_on", row.due_on) is None:
        raise InvalidInput.of("due_time", "A time needs a date: set the due date too.")
    if "status" in values and values["status"] != row.status:
        values["completed_at"] = None if values["status"] in OPEN else row.completed_at or write.at
        if before is None and after is None and "position" not in values:
            values["position"] = next_place(places[row.project_id], number=False)[1]
    if before is not None or after is not None:
        column = (places[values.get("project_id", row.project_id)], values.get("status", row.status))
        values["position"] = _place_beside(write, row, column, before=before, after=after)
    write.edit(row, **values)
    for below in family:
        write.edit(below, **moved_to(write, below, places[row.project_id]))
    if not isinstance(labels, Kept):
        _set_labels(write, row, labels_of(write, labels), _current_labels(write, row))
    if not isinstance(assignees, Kept):
        _set_assignees(write, row, members_of(write, assignees), _current_people(write, row))
    return row


def checked(write: Write, **given: Any) -> dict[str, Any]:
    """The values of a task's own fields, cleaned. Raises InvalidInput naming every one at fault."""
    values, errors = dict(given), {}
    for name, value in given.items():
        try:
            values[name] = _CHECKS[name](value)
        except InvalidInput as error:
            errors.update(error.errors)
    if errors:
        raise InvalidInput(errors=errors)
    if values.get("due_time") is not None:
        zone = getattr(getattr(write.caller, "user", None), "timezone", "UTC")
        values["due_zone"] = zone if zone in zoneinfo.available_timezones() else "UTC"
    elif "due_time" in values:
        values["due_zone"] = ""
    if values.get("due_time") is not None and "due_on" in values and values["due_on"] is None:
        raise InvalidInput.of("due_time", "A time needs a date: set the due date too.")
    return values


def members_of(write: Write, ids: Collection[UUID], *, field: str = "assignees") -> list[User]:
    """People of the workspace by user id, held so that none leaves meanwhile. Raises InvalidInput for anyone else."""
    wanted = set(ids)
    if not wanted:
        return []
    rows = Membership.objects.of(write).filter(user_id__in=wanted).select_related("user").order_by("user_id")
    people = [row.user for row in rows.select_for_update(no_key=True, of=("self",))]
    if len(people) != len(wanted):
        raise InvalidInput.of(field, "One of these people is not a member of this workspace.")
    return people


def next_place(project: Project, *, first: bool = False, number: bool = True, count: int = 1) -> tuple[int, str]:
    """Take `count` numbers and places from a project's counters in one statement; the last number and place taken.

    With `first` the place is before all others. The row stays locked until the end of the transaction.
    """
    table, vendor = Project._meta.db_table, connection.vendor
    numbers = count if number else 0
    move = "first_position = first_position - %s" if first else "last_position = last_position + %s"
    ids = [project.workspace_id, project.id]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last_number = last_number + %s, {move} WHERE workspace_id = %s AND id = %s "  # noqa: S608
            "RETURNING last_number, first_position, last_position",
            [numbers, count, *(ids if vendor == "postgresql" else [identifier.hex for identifier in ids])],
        )
        project.last_number, project.first_position, project.last_position = cursor.fetchone()
    return project.last_number, positions.at(project.first_position if first else project.last_position)


# -- places ----------------------------------------------------------------


def _project_or_inbox(write: Write, project: UUID | None) -> Project:
    if project is not None:
        return locked_project(write, project, field="project")
    inbox: Project = Project.objects.of(write).select_for_update(no_key=True).get(is_inbox=True)
    return inbox


def moved_to(write: Write, task: Task, project: Project) -> dict[str, Any]:
    """A new number and place in another project; the old key stays reserved and leads on."""
    OldTaskKey(workspace_id=write.workspace_id, project_id=task.project_id, number=task.number, task_id=task.id).save(
        force_insert=True
    )
    number, position = next_place(project)
    return {"project_id": project.id, "number": number, "position": position}


def _locked_below(write: Write, task: Task) -> list[Task]:
    """Everything below a task, in the trash or not: it moves with the task."""
    ids: list[UUID] = []
    level = [task.id]
    while level:
        level = list(Task.objects.of(write).filter(parent_id__in=level).values_list("id", flat=True))
        ids += level
    return list(Task.objects.of(write).filter(id__in=ids).order_by("id").select_for_update(no_key=True))


def _place_beside(
    write: Write, task: Task, column: tuple[Project, str], *, before: UUID | None, after: UUID | None
) -> str:
    """A place right before or after a task of the column. Raises InvalidInput when that task is not in it."""
    if before is not None and after is not None:
        raise InvalidInput.of("before", "Give `before` or `after`, not both.")
    field, anchor = ("before", before) if before is not None else ("after", after)
    project, status = column
    rows = Task.objects.of(write).filter(project_id=project.id, status=status, deleted_at=None).exclude(id=task.id)
    for _ in range(2):
        beside = rows.filter(id=anchor).values_list("position", "id").first()
        if beside is None:
            raise InvalidInput.of(field, "This task is not in that column (any more).")
        try:
            place = positions.between(*_neighbours(rows, beside, before=before is not None))
        except ValueError:
            place = ""
        if 0 < len(place) <= positions.POSITION_LIMIT:
            return place
        _spread_anew(write, project, rows)
    raise AssertionError("a column spread anew has room")


def _neighbours(rows: Any, beside: tuple[str, UUID], *, before: bool) -> tuple[str, str]:
    position, identifier = beside
    if before:
        others = (
            rows.filter(position__lte=position).exclude(id=identifier).exclude(position=position, id__gt=identifier)
        )
        return others.order_by("-position", "-id").values_list("position", flat=True).first() or "", position
    others = rows.filter(position__gte=position).exclude(id=identifier).exclude(position=position, id__lt=identifier)
    return position, others.order_by("position", "id").values_list("position", flat=True).first() or ""


def _spread_anew(write: Write, project: Project, rows: Any) -> None:
    """Give a column whole places again, in the same order. Logged like any edit, so that undo sees it."""
    column = list(rows.order_by("position", "id").select_for_update(no_key=True))
    next_place(project, number=False, count=len(column))
    for place, row in enumerate(column, start=project.last_position - len(column) + 1):
        write.edit(row, position=positions.at(place))


# -- parents ----------------------------------------------------------------


def _project_of_parent(write: Write, parent: UUID) -> UUID:
    project: UUID | None = Task.objects.of(write).filter(id=parent).values_list("project_id", flat=True).first()
    if project is None:
        raise InvalidInput.of("parent", "There is no such task here.")
    return project


def _checked_parent(write: Write, parent: UUID, project: Project | None, child: Task | None = None) -> None:
    """A parent is a task here, not the child or below it, and at most DEPTH_LIMIT levels deep."""
    above = locked_tasks(write, parent).get(parent)
    if above is None:
        raise InvalidInput.of("parent", "There is no such task here.")
    if project is not None and above.project_id != project.id:
        raise InvalidInput.of("parent", "A subtask belongs to the project of its parent.")
    step: UUID | None = parent
    for _ in range(DEPTH_LIMIT):
        if child is not None and step == child.id:
            raise InvalidInput.of("parent", "A task can't be below itself.")
        step = Task.objects.of(write).filter(id=step).values_list("parent_id", flat=True).first()
        if step is None:
            return
    raise InvalidInput.of("parent", f"Subtasks go {DEPTH_LIMIT} levels deep at most.")


# -- labels and people, logged element by element ----------------------------------------------------------------


def _current_labels(write: Write, task: Task) -> dict[UUID, TaskLabel]:
    rows = TaskLabel.objects.of(write).filter(task_id=task.id).select_related("label")
    return {row.label_id: row for row in rows}


def _set_labels(write: Write, task: Task, wanted: Sequence[Label], known: dict[UUID, TaskLabel] | None) -> None:
    """`known` are those it has; None for a task that is being made, whose version stays the first."""
    current = known or {}
    new = [label for label in wanted if label.id not in current]
    gone = [row for identifier, row in current.items() if identifier not in {label.id for label in wanted}]
    for label in new:
        write.log(task, "label_added", {}, {"label": str(label.id), "name": label.name})
    for row in gone:
        write.log(task, "label_removed", {"label": str(row.label_id), "name": row.label.name}, {})
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=write.workspace_id, task_id=task.id, label_id=label.id) for label in new
    )
    if gone:
        TaskLabel.objects.of(write).filter(task_id=task.id, label_id__in=[row.label_id for row in gone]).delete()
    _touched(write, task, known is not None and bool(new or gone))


def _current_people(write: Write, task: Task) -> dict[UUID, TaskAssignee]:
    rows = TaskAssignee.objects.of(write).filter(task_id=task.id, user__isnull=False).select_related("user")
    return {row.user_id: row for row in rows}


def _set_assignees(write: Write, task: Task, wanted: Sequence[User], known: dict[UUID, TaskAssignee] | None) -> None:
    """`known` are those it has; None for a task that is being made, whose version stays the first."""
    current = known or {}
    new = [person for person in wanted if person.id not in current]
    gone = [row for identifier, row in current.items() if identifier not in {person.id for person in wanted}]
    for person in new:
        write.log(task, "assigned", {}, {"user": str(person.id), "name": person.name})
    for row in gone:
        name = row.user.name if row.user else row.name
        write.log(task, "unassigned", {"user": str(row.user_id), "name": name}, {})
    TaskAssignee.objects.bulk_create(
        TaskAssignee(workspace_id=write.workspace_id, task_id=task.id, user_id=person.id) for person in new
    )
    if gone:
        TaskAssignee.objects.of(write).filter(task_id=task.id, user_id__in=[row.user_id for row in gone]).delete()
    _touched(write, task, known is not None and bool(new or gone))


def _touched(write: Write, task: Task, changed: bool) -> None:
    """Labels and people are part of what If-Match protects."""
    if changed:
        task.save(update_fields=write.touch(task))


# -- values ----------------------------------------------------------------


def _choice(field: str, allowed: Sequence[Any]) -> Any:
    def check(value: Any) -> Any:
        if value not in allowed:
            raise InvalidInput.of(field, f"Choose one of {', '.join(map(str, allowed))}.")
        return value

    return check


def _day(field: str) -> Any:
    def check(value: date | None) -> date | None:
        if value is not None and not DATE_RANGE[0] <= value < DATE_RANGE[1]:
            raise InvalidInput.of(field, "Choose a date between 1970 and 2199.")
        return value

    return check


def _estimate(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= ESTIMATE_LIMIT_MINUTES:
        raise InvalidInput.of("estimate_minutes", "Estimate between 0 minutes and a year.")
    return value


_CHECKS: dict[str, Any] = {
    "title": lambda value: clean_line(value, field="title"),
    "description": lambda value: clean_markdown(value, field="description"),
    "status": _choice("status", Status.values),
    "priority": _choice("priority", Priority.values),
    "due_on": _day("due_on"),
    "due_time": lambda value: value.replace(second=0, microsecond=0, tzinfo=None) if value is not None else None,
    "start_on": _day("start_on"),
    "estimate_minutes": _estimate,
}
