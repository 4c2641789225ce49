"""Finding and locking what a command works on: in its workspace only, in the one order (projects, tasks, then the
rest).
"""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from primetrade.commands import Repeat, Write
from primetrade.errors import InvalidInput, NotFound, Stale
from primetrade.mailboxes import fold_email
from tasks.models import Comment, Label, Project, Task
from tasks.models.project import ARCHIVED

from .task_links import Assignee
from .unknown import unknown_labels, unknown_people

Row = TypeVar("Row", Project, Task, Label, Comment)
Inside = TypeVar("Inside", Task, Comment)


def locked_projects(write: Write, *ids: UUID) -> dict[UUID, Project]:
    """Projects by id, locked in the order of their ids. Ids that name none are left out."""
    rows = Project.objects.of(write).filter(id__in=set(ids), deleted_at=None).order_by("id")
    return {row.id: row for row in rows.select_for_update(no_key=True)}


def locked_tasks(write: Write, *ids: UUID) -> dict[UUID, Task]:
    """Tasks by id, not in the trash, locked in the order of their ids."""
    rows = Task.objects.of(write).filter(id__in=set(ids), deleted_at=None).order_by("id")
    return {row.id: row for row in rows.select_for_update(no_key=True)}


def locked_task(write: Write, task: UUID, *, if_version: int | None = None, for_work: bool = True) -> Task:
    """One task that is there to be changed: where its project is archived, only to be put away (`for_work=False`).

    Raises NotFound, InvalidInput, and Stale when it is at another version than `if_version`.
    """
    there = Task.objects.of(write).filter(id=task, deleted_at=None, project__deleted_at=None)
    found: Task = _locked(write, there.select_related("project"), for_work=for_work)
    return at_version(found, if_version)


def _locked(write: Write, there: QuerySet[Inside], *, for_work: bool) -> Inside:
    """The one row of `there`, locked. Its task and project are not; for work they are checked once more at the end.

    Raises NotFound, or InvalidInput where its project is archived, then or now.
    """

    def checked(row: Inside | None) -> Inside:
        if row is None:
            raise NotFound(f"There is no such {there.model.LOG_KIND} here.")
        if for_work:
            open_for_work(row.task.project if isinstance(row, Comment) else row.project)
        return row

    locked = there.select_for_update(no_key=True, of=("self",))
    row = checked(locked.first() or locked.first())  # who waited for one that was moved finds it in its new place
    if for_work:
        write.ask_last(lambda: checked(there.first()))
    return row


def at_version(row: Row, if_version: int | None) -> Row:
    """A locked row, when it is at the version that the caller has seen (None: any). Raises Stale."""
    if if_version is not None and row.version != if_version:
        raise Stale(row)
    return row


def locked_project(write: Write, project: UUID, *, field: str = "") -> Project:
    """One project that is not in the trash. Raises NotFound, or InvalidInput when `field` names it in the input."""
    found = locked_projects(write, project).get(project)
    if found is None:
        raise (
            InvalidInput.of(field, "There is no such project here.")
            if field
            else NotFound("There is no such project here.")
        )
    return found


class Archived(InvalidInput):
    by_api = 'By the API: PATCH it with `{"archived": false}`.'


def open_for_work(project: Project) -> Project:
    """The project, unless it is archived: then it and what is in it can be read, and put away. Raises InvalidInput."""
    if project.archived_at is not None:
        raise Archived.of("project", f"{project.name} {ARCHIVED}")
    return project


def locked_comment(write: Write, comment: UUID, *, for_work: bool = True) -> Comment:
    """One comment of a task that is there; `for_work` as with a task. Raises NotFound, InvalidInput."""
    there = Comment.objects.of(write).filter(
        id=comment, deleted_at=None, task__deleted_at=None, task__project__deleted_at=None
    )
    found: Comment = _locked(write, there.select_related("task__project"), for_work=for_work)
    return found


def labels_of(write: Write, ids: Collection[UUID], *, field: str = "labels") -> list[Label]:
    """Labels of the workspace, locked against being deleted meanwhile. Raises InvalidInput naming unknown ids."""
    wanted = set(ids)
    rows = list(
        Label.objects.of(write).filter(id__in=wanted, deleted_at=None).order_by("id").select_for_update(no_key=True)
        if wanted
        else ()
    )
    if len(rows) != len(wanted):
        known = {row.id for row in rows}
        raise unknown_labels(write, {place: one for place, one in enumerate(ids) if one not in known}, field=field)
    return rows


def members_of(
    write: Write, wanted: Collection[Assignee], *, claimed: Collection[Assignee] = (), field: str = "assignees"
) -> list[User]:
    """People of the workspace by user id, `me` or e-mail address, held so that none leaves meanwhile.

    Those whom only a file names pass where they are among `claimed`. Raises InvalidInput naming anyone else.
    """
    given = {place: _person(write, one) for place, one in enumerate(wanted)}
    addresses = {one for one in given.values() if isinstance(one, str)}
    ids = {one for one in given.values() if isinstance(one, UUID)}
    people: list[User] = []
    if ids or addresses:
        named = Q(user_id__in=ids) | Q(user__email__in=addresses) if addresses else Q(user_id__in=ids)
        rows = Membership.objects.of(write).filter(named).select_related("user").order_by("user_id")
        people = [row.user for row in rows.select_for_update(no_key=True, of=("self",))]
    known = {*claimed, *(person.id for person in people), *(person.email for person in people)}
    strange = {place: one for (place, who), one in zip(given.items(), wanted, strict=True) if who not in known}
    if strange:
        raise unknown_people(write, strange, field=field)
    return people


def _person(write: Write, one: Assignee) -> Assignee | None:
    """What the rows say for it."""
    if one == "me":
        return write.caller.actor_id
    return fold_email(one) if isinstance(one, str) else one


def with_tasks(write: Write, project: Project) -> dict[str, int]:
    """How many tasks go to the trash with a project or come back with it: those that are not there on their own."""
    return {"tasks_count": Task.objects.of(write).filter(project_id=project.id, deleted_at=None).count()}


def ask_for_at_the_end(write: Write, *, people: Set[UUID], labels: Set[UUID]) -> None:
    """For people and labels that were put on tasks without being held: asked for once more when the command finishes.

    It starts again then if somebody has left, or a label was deleted.
    """

    def ask() -> None:
        members = Membership.objects.of(write).filter(user_id__in=people)
        there = Label.objects.of(write).filter(id__in=labels, deleted_at=None)
        if members.count() < len(people) or there.count() < len(labels):  # of none the database is not asked
            raise Repeat

    write.ask_last(ask)
