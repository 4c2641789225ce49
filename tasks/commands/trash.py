"""The trash: deleting and restoring tasks with their subtasks, projects, comments and labels, and purging them.

Comments and labels are deleted in comments.py and labels.py. A job purges after TRASH_DAYS.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from primetrade.commands import Write, command, encoded
from primetrade.errors import Conflict, InvalidInput, NotFound
from primetrade.models import Change
from primetrade.slices import slices
from primetrade.tenancy import TenantModel
from tasks.fields.change_kinds import DELETED, PURGED, RESTORED
from tasks.fields.task import LINKS
from tasks.models import Comment, Label, OldTaskKey, Project, Task, TaskLabel

from .labels import restore_label
from .lookup import (
    locked_project,
    locked_projects,
    locked_task,
    logged_tasks_count,
    projects_of,
    require_still_in,
    require_version,
)
from .names import require_name_to_restore
from .trash_permission import trash_permission


@command("edit")
def delete_task(write: Write, *, task: UUID, if_version: int | None = None) -> Task:
    """Move a task and everything below it to the trash. Raises NotFound, Stale."""
    projects = locked_projects(write, *projects_of(write, [task]))
    row = locked_task(write, task, if_version=if_version, allow_archived=True)
    require_still_in(projects, [row])
    family = _subtree(write, row, deleted_at=None)
    write.edit_all(((member, {"deleted_at": write.at}) for member in family), verb=DELETED)
    return row


@command("manage_projects")
def delete_project(write: Write, *, project: UUID, if_version: int | None = None) -> Project:
    """Move a project to the trash. Its tasks go with it: only the project is marked, and one change counts them.

    Raises NotFound, Stale, InvalidInput (the Inbox).
    """
    row = require_version(locked_project(write, project), if_version)
    if row.is_inbox:
        raise InvalidInput.of("project", "The Inbox can't be deleted.")
    write.edit(row, verb=DELETED, also=logged_tasks_count(write, row), deleted_at=write.at)
    return row


def above_in_trash(write: Write, row: Task | Comment) -> str:
    """What keeps a task or comment in the trash by being there itself: its "project", "parent" or "task"; else ""."""
    above = ("project", "parent") if isinstance(row, Task) else ("task", "task__project")
    deleted = type(row).objects.of(write).filter(id=row.id).values_list(*(f"{name}__deleted_at" for name in above))
    for name, deleted_at in zip(above, deleted.get(), strict=True):
        if deleted_at is not None:
            return name.removeprefix("task__")
    return ""


def trash_rows(write: Write, rows: Sequence[Any]) -> None:
    """Move locked rows to the trash, each logged, tasks without their subtasks; within the caller's transaction."""
    for model in (Comment, Task, Label, Project):
        of_model = [row for row in rows if isinstance(row, model)]
        extra = {"updated_at": write.at} if hasattr(model, "updated_at") else {}
        for ids in slices([row.id for row in of_model]):
            live = model.objects.of(write).filter(id__in=ids)
            live.update(deleted_at=write.at, version=F("version") + 1, **extra)
        for row in of_model:
            also = logged_tasks_count(write, row) if isinstance(row, Project) else {}
            write.log(row, DELETED, {"deleted_at": None}, {"deleted_at": encoded(write.at)} | also)


@command("edit")
def restore(write: Write, *, entry: UUID) -> Project | Task | Comment | Label:
    """Restore a project, task, comment or label, with what was deleted with it.

    Raises NotFound when nothing in the trash has that id, NotAllowed, Conflict when what it belongs to is in the trash,
    too, or its name is taken.
    """
    project = _trashed(write, Project, entry)
    if isinstance(project, Project):
        write.caller.require(trash_permission("project"))
        require_name_to_restore(write, project)
        write.edit(project, verb=RESTORED, also=logged_tasks_count(write, project), deleted_at=None)
        return project
    task_id = Comment.objects.of(write).filter(id=entry).values_list("task_id", flat=True).first() or entry
    projects = projects_of(write, [task_id])
    locked_projects(write, *projects)
    task = _trashed(write, Task, entry)
    if isinstance(task, Task):
        require_still_in(projects, [task])
        return _restore_task(write, task)
    comment = _trashed(write, Comment, entry)
    if isinstance(comment, Comment):
        write.caller.require(trash_permission("comment", own=comment.author_id == write.caller.actor_id))
        _require_nothing_above_in_trash(write, comment)
        write.edit(comment, verb=RESTORED, deleted_at=None)
        return comment
    label = restore_label(write, entry)
    if label is not None:
        return label
    raise NotFound("There is nothing with that id in the trash: it was restored or deleted for good.")


@command("edit")
def purge(write: Write, *, before: datetime) -> int:
    """Delete for good what was deleted before a time, and blank its values in the log; returns how many objects."""
    projects = Project.objects.of(write).filter(deleted_at__lt=before)
    tasks = Task.objects.of(write).filter(Q(deleted_at__lt=before) | Q(project_id__in=projects.values("id")))
    comments = Comment.objects.of(write).filter(Q(deleted_at__lt=before) | Q(task_id__in=tasks.values("id")))
    labels = Label.objects.of(write).filter(deleted_at__lt=before)
    # Locked as they are read: a restore at the same moment either comes first or finds nothing.
    purged: list[TenantModel] = [
        row
        for rows in (projects, tasks, comments, labels)
        for row in rows.order_by("id").select_for_update(no_key=True)
    ]
    # A subtask that was not deleted stays, without its parent.
    orphans = Task.objects.of(write).filter(parent_id__in=tasks.values("id")).exclude(id__in=tasks.values("id"))
    for orphan in orphans.order_by("id").select_for_update(no_key=True):
        write.edit(orphan, parent_id=None)
    for row in purged:
        write.log(row, PURGED, {}, {})
    ids = [row.id for row in purged]
    for some in slices(ids):
        Change.objects.of(write).filter(object_id__in=some).update(before={}, after={})
    _hard_delete(write, ids)
    return len(purged)


def _trashed(write: Write, model: type[TenantModel], entry: UUID) -> TenantModel | None:
    rows = model.objects.of(write).filter(id=entry, deleted_at__isnull=False)
    return rows.select_for_update(no_key=True).first()


_RESTORE_FIRST: dict[tuple[str, str], str] = {
    ("task", "project"): "The project of this task is in the trash. Restore the project first.",
    ("task", "parent"): "This is a subtask of a task in the trash. Restore that one first.",
    ("comment", "task"): "The task of this comment is in the trash. Restore the task first.",
    ("comment", "project"): "The project of this comment is in the trash. Restore the project first.",
}


def _require_nothing_above_in_trash(write: Write, row: Task | Comment) -> None:
    above = above_in_trash(write, row)
    if above:
        raise Conflict(_RESTORE_FIRST[row.LOG_KIND, above])


def _restore_task(write: Write, task: Task) -> Task:
    _require_nothing_above_in_trash(write, task)
    family = _subtree(write, task, deleted_at=task.deleted_at)
    write.edit_all(((row, {"deleted_at": None}) for row in family), verb=RESTORED)
    task.refresh_from_db(from_queryset=Task.objects.of(write))
    return task


def _subtree(write: Write, task: Task, *, deleted_at: datetime | None) -> list[Task]:
    """The task and the tasks below it with the same `deleted_at`, locked, from the top down."""
    level, ids = [task.id], [task.id]
    while level:
        below = Task.objects.of(write).filter(parent_id__in=level, deleted_at=deleted_at)
        level = [task_id for task_id in below.values_list("id", flat=True) if task_id not in ids]
        ids += level
    rows = Task.objects.of(write).filter(id__in=ids).order_by("id").select_for_update(no_key=True)
    subtree = {row.id: row for row in rows if row.deleted_at == deleted_at}
    return [subtree[task_id] for task_id in ids if task_id in subtree]


def _hard_delete(write: Write, ids: list[UUID]) -> None:
    """Delete rows from the database, children first; its foreign keys are checked at commit."""
    for model, field in (
        *((link.model, "task_id") for link in LINKS),
        (TaskLabel, "label_id"),
        (OldTaskKey, "task_id"),
        (OldTaskKey, "project_id"),
        (Comment, "id"),
        (Task, "id"),
        (Label, "id"),
    ):
        for some in slices(ids):
            rows = model.objects.of(write).filter(**{f"{field}__in": some})
            rows._raw_delete(rows.db)
    rows = Project.objects.of(write).filter(id__in=ids)
    rows._raw_delete(rows.db)
