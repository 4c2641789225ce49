"""To the trash and back: tasks with their subtasks, projects, comments, labels. A job purges after TRASH_DAYS."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from primetrade.commands import Write, command
from primetrade.errors import Conflict, InvalidInput, NotFound
from primetrade.models import Change
from primetrade.slices import slices
from primetrade.tenancy import TenantModel
from tasks.models import Comment, Label, OldTaskKey, Project, Task, TaskAssignee, TaskLabel

from .comments import require_power_over
from .labels import restored_label
from .lookup import at_version, locked_project, locked_task, with_tasks


@command("edit")
def trash_task(write: Write, *, task: UUID, if_version: int | None = None) -> Task:
    """A task and everything below it to the trash. Raises NotFound, Stale."""
    row = locked_task(write, task, if_version=if_version, for_work=False)
    for below in _family(write, row, deleted_at=None):
        write.edit(below, verb="deleted", deleted_at=write.at)
    return row


@command("manage_projects")
def trash_project(write: Write, *, project: UUID, if_version: int | None = None) -> Project:
    """A project to the trash: only its own mark is set, its tasks go and come with it, and the log has one change
    that counts them. Raises NotFound, Stale, InvalidInput.
    """
    row = at_version(locked_project(write, project), if_version)
    if row.is_inbox:
        raise InvalidInput.of("project", "The Inbox can't be deleted.")
    write.edit(row, verb="deleted", also=with_tasks(write, row), deleted_at=write.at)
    return row


@command("edit")
def restore(write: Write, *, entry: UUID) -> Project | Task | Comment | Label:
    """Bring a trashed project, task, comment or label back to its place, with what went with it.

    Raises NotFound when nothing of that id is in the trash, NotAllowed, Conflict when what it belongs to is there too,
    or its name is taken.
    """
    project = _trashed(write, Project, entry)
    if isinstance(project, Project):
        write.caller.require("manage_projects")
        write.edit(project, verb="restored", also=with_tasks(write, project), deleted_at=None)
        return project
    task = _trashed(write, Task, entry)
    if isinstance(task, Task):
        return _restore_task(write, task)
    comment = _trashed(write, Comment, entry)
    if isinstance(comment, Comment):
        require_power_over(write, comment)
        if not Task.objects.of(write).filter(id=comment.task_id, deleted_at=None).exists():
            raise Conflict("The task of this comment is in the trash. Restore the task first.")
        write.edit(comment, verb="restored", deleted_at=None)
        return comment
    label = restored_label(write, entry)
    if label is not None:
        return label
    raise NotFound("There is nothing of that id in the trash.")


@command("edit")
def purge(write: Write, *, before: datetime) -> int:
    """Delete for good what went to the trash before a time, and blank its words in the log. How many objects went."""
    projects = Project.objects.of(write).filter(deleted_at__lt=before)
    tasks = Task.objects.of(write).filter(Q(deleted_at__lt=before) | Q(project_id__in=projects.values("id")))
    comments = Comment.objects.of(write).filter(Q(deleted_at__lt=before) | Q(task_id__in=tasks.values("id")))
    labels = Label.objects.of(write).filter(deleted_at__lt=before)
    # Locked while they are read: who restores one of them at this moment comes first, or finds it gone.
    gone: list[TenantModel] = [
        row
        for rows in (projects, tasks, comments, labels)
        for row in rows.order_by("id").select_for_update(no_key=True)
    ]
    # A task below a purged one stays, without its parent.
    orphans = Task.objects.of(write).filter(parent_id__in=tasks.values("id")).exclude(id__in=tasks.values("id"))
    for orphan in orphans.order_by("id").select_for_update(no_key=True):
        write.edit(orphan, parent_id=None)
    for row in gone:
        write.log(row, "purged", {}, {})
    ids = [row.id for row in gone]
    for some in slices(ids):
        Change.objects.of(write).filter(object_id__in=some).update(before={}, after={})
    _delete_for_good(write, ids)
    return len(gone)


def _trashed(write: Write, model: type[TenantModel], entry: UUID) -> TenantModel | None:
    rows = model.objects.of(write).filter(id=entry, deleted_at__isnull=False)
    return rows.select_for_update(no_key=True).first()


def _restore_task(write: Write, task: Task) -> Task:
    if not Project.objects.of(write).filter(id=task.project_id, deleted_at=None).exists():
        raise Conflict("The project of this task is in the trash. Restore the project first.")
    parent = Task.objects.of(write).filter(id=task.parent_id).first() if task.parent_id else None
    if parent is not None and parent.deleted_at is not None:
        raise Conflict("This is a subtask of a task in the trash. Restore that one first.")
    for row in _family(write, task, deleted_at=task.deleted_at):
        write.edit(row, verb="restored", deleted_at=None)
    task.refresh_from_db(from_queryset=Task.objects.of(write))
    return task


def _family(write: Write, task: Task, *, deleted_at: datetime | None) -> list[Task]:
    """The task and what is below it with the same mark, locked, from the top down."""
    level, ids = [task.id], [task.id]
    while level:
        below = Task.objects.of(write).filter(parent_id__in=level, deleted_at=deleted_at)
        level = [identifier for identifier in below.values_list("id", flat=True) if identifier not in ids]
        ids += level
    rows = Task.objects.of(write).filter(id__in=ids).order_by("id").select_for_update(no_key=True)
    found = {row.id: row for row in rows if row.deleted_at == deleted_at}
    return [found[identifier] for identifier in ids if identifier in found]


def _delete_for_good(write: Write, ids: list[UUID]) -> None:
    """Hard deletion, children first: the database's own references are checked at commit."""
    for model, field in (
        (TaskLabel, "task_id"),
        (TaskLabel, "label_id"),
        (TaskAssignee, "task_id"),
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
