"""What is linked to a task, as tasks/fields declares it: given as a whole, logged one by one.

Links are taken in the order of LINKS, which is the order of their locks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from primetrade.commands import Repeat, Write
from tasks.fields.declaration import Link
from tasks.fields.task import LINKS
from tasks.fields.value_types import LABEL, PERSON
from tasks.models import Task

from .labels import resolve_labels
from .lookup import locked_labels, locked_members
from .people import NamedByFile

# Objects that are on a task or are to be: their names by id, or by NamedByFile.
Key = UUID | NamedByFile
Linked = Mapping[Key, str]


def split_links(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Link, Collection[Any]]]:
    """The arguments of a command apart: those of fields by name, and those of links."""
    links = {link: given[link.name] for link in LINKS if link.name in given}
    names = {link.name for link in links}
    return {name: value for name, value in given.items() if name not in names}, links


def found_links(write: Write, given: Mapping[Link, Collection[Any]], *, create_labels: bool) -> dict[Link, Linked]:
    """The objects that a caller names for a new task, locked. Raises InvalidInput naming the argument and the place."""
    return {link: _FINDERS[link.type.name](write, link, some, {}, create_labels) for link, some in given.items()}


def add_links(write: Write, task: Task, links: Mapping[Link, Linked]) -> None:
    """Link a task that was just created; its version stays 1."""
    for link, linked in links.items():
        _add(write, task, link, linked)


def edit_links(write: Write, task: Task, given: Mapping[Link, Collection[Any]], *, create_labels: bool) -> None:
    """Link a task with these objects and no others. Raises InvalidInput as `found_links`."""
    changed = False
    for link, some in given.items():
        rows = link.model.objects.of(write).filter(task_id=task.id).select_related(link.logged_as).order_by("id")
        current = {link.id_of(row) or NamedByFile(row.name): row for row in rows}
        wanted = _FINDERS[link.type.name](write, link, some, current, create_labels)
        added = {key: name for key, name in wanted.items() if key not in current}
        removed = [row for key, row in current.items() if key not in wanted]
        _add(write, task, link, added)
        _remove(write, task, link, removed)
        changed = changed or bool(added or removed)
    if changed:
        task.save(update_fields=write.touch(task))  # If-Match protects what is linked, too


def linked_with(write: Write, people: Collection[UUID]) -> QuerySet[Task]:
    """The tasks that any of some people are linked with."""
    rows_of = [link.model.objects.of(write).filter(user_id__in=people) for link in LINKS if link.type is PERSON]
    tasks: QuerySet[Task] = Task.objects.of(write)
    return tasks.filter(reduce(or_, (Q(id__in=rows.values("task_id")) for rows in rows_of)))


def lock_linked(write: Write, person: UUID) -> None:
    """Lock the tasks that somebody is linked with: tasks are locked before memberships."""
    tasks = linked_with(write, [person]).order_by("id").select_for_update(no_key=True)
    list(tasks.values_list("id", flat=True))


def unlink_everywhere(write: Write, user: User) -> None:
    """Take somebody who leaves the workspace off every task; within the caller's transaction, which locked the tasks,
    then the membership. Raises Repeat if they were linked with another task in between.
    """
    # Locked already; what was added since is not waited for, because the membership is locked by now.
    tasks = linked_with(write, [user.id]).order_by("id").select_for_update(no_key=True, skip_locked=True)
    locked = {task.id: task for task in tasks}
    for link in LINKS:
        if link.type is not PERSON:
            continue
        rows = link.model.objects.of(write).filter(user_id=user.id)
        for task_id in rows.order_by("task_id").values_list("task_id", flat=True):
            if task_id not in locked:
                raise Repeat
            write.log(locked[task_id], link.taken_off, link.logged(user.id, user.name), {})
        rows.delete()
    write.touch_all(list(locked.values()))


# -- what is linked ---------------------------------------------------------------------------------------------------


def _labels(
    write: Write, link: Link, given: Collection[UUID | str], current: Collection[Key], create: bool
) -> dict[Key, str]:
    ids = resolve_labels(write, given, create=create, field=link.name)
    return {label.id: label.name for label in locked_labels(write, ids, field=link.name)}


def _people(
    write: Write, link: Link, given: Collection[UUID | str | NamedByFile], current: Collection[Key], create: bool
) -> dict[Key, str]:
    members = locked_members(write, given, claimed=current, field=link.name)
    by_file = {person: person.name for person in given if isinstance(person, NamedByFile)}
    return {person.id: person.name for person in members} | by_file


# By the type of what is linked: finds and locks what a caller names, given what is on the task and whether labels that
# are missing are made.
_FINDERS: dict[str, Callable[[Write, Link, Collection[Any], Collection[Key], bool], dict[Key, str]]] = {
    LABEL.name: _labels,
    PERSON.name: _people,
}


# -- rows -------------------------------------------------------------------------------------------------------------


def _add(write: Write, task: Task, link: Link, linked: Linked) -> None:
    rows = []
    for key, name in linked.items():
        logged = link.logged(None if isinstance(key, NamedByFile) else key, name)
        write.log(task, link.put_on, {}, logged)
        rows.append(link.model(workspace_id=write.workspace_id, task_id=task.id, **link.row(logged)))
    link.model.objects.bulk_create(rows)


def _remove(write: Write, task: Task, link: Link, rows: Collection[Any]) -> None:
    for row in rows:
        write.log(task, link.taken_off, link.logged(link.id_of(row), link.name_of(row)), {})
    if rows:
        link.model.objects.of(write).filter(id__in=[row.id for row in rows]).delete()
