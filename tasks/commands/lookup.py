"""Finds and locks what a command works on: in its workspace only, in the one order (projects, tasks, then the rest)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from primetrade.commands import Repeat, Write
from primetrade.errors import InvalidInput, NotFound, Stale
from primetrade.folding import fold_name
from primetrade.mailboxes import fold_email
from primetrade.slices import slices
from tasks.fields.declaration import Link
from tasks.models import Comment, Label, Project, Task
from tasks.models.project import ARCHIVED

from .names import taken
from .people import GivenPerson
from .unknown import unknown_labels, unknown_people

Row = TypeVar("Row", Project, Task, Label, Comment)
InProject = TypeVar("InProject", Task, Comment)


def locked_projects(write: Write, *ids: UUID, named: str = "") -> dict[UUID, Project]:
    """Projects by id, and one by its name, locked in the order of their ids; those in the trash are left out."""
    wanted = Q(id__in=set(ids)) | Q(name_folded=fold_name(named)) if named else Q(id__in=set(ids))
    rows = Project.objects.of(write).filter(wanted, deleted_at=None).order_by("id")
    return {row.id: row for row in rows.select_for_update(no_key=True)}


def locked_project(write: Write, project: UUID, *, field: str = "", named: str = "") -> Project:
    """One project outside the trash, which is to be `named` so. Raises NotFound, or InvalidInput when `field` names it
    in the input, and Conflict when another one has the name.
    """
    rows = locked_projects(write, project, named=named)
    row = rows.get(project)
    if row is None:
        message = "There is no such project here."
        raise InvalidInput.of(field, message) if field else NotFound(message)
    if len(rows) > 1:
        raise taken(Project, named)
    return row


def projects_of(write: Write, tasks: Collection[UUID]) -> set[UUID]:
    """The ids of the projects that tasks are in, to be locked before the tasks.

    What is below a task, and whether it is in the trash, changes only under its project's lock.
    """
    projects: set[UUID] = set()
    for some in slices(sorted(set(tasks))):
        projects |= set(Task.objects.of(write).filter(id__in=some).values_list("project_id", flat=True))
    return projects


def require_still_in(projects: Collection[UUID], rows: Iterable[Task]) -> None:
    """Raises Repeat unless the tasks, locked by now, are in these projects, which were locked before them."""
    if any(row.project_id not in projects for row in rows):
        raise Repeat


def locked_tasks(write: Write, *ids: UUID) -> dict[UUID, Task]:
    """Tasks by id, outside the trash, locked in the order of their ids."""
    rows = Task.objects.of(write).filter(id__in=set(ids), deleted_at=None).order_by("id")
    return {row.id: row for row in rows.select_for_update(no_key=True)}


def locked_task(write: Write, task: UUID, *, if_version: int | None = None, allow_archived: bool = False) -> Task:
    """One task outside the trash, with its project; `allow_archived` also where that is archived.

    Raises NotFound, InvalidInput, and Stale when it is at another version than `if_version`.
    """
    rows = Task.objects.of(write).filter(id=task, deleted_at=None, project__deleted_at=None)
    row: Task = _locked(write, rows.select_related("project"), allow_archived=allow_archived)
    return require_version(row, if_version)


def locked_comment(write: Write, comment: UUID, *, allow_archived: bool = False) -> Comment:
    """One comment outside the trash; `allow_archived` as in `locked_task`. Raises NotFound, InvalidInput."""
    rows = Comment.objects.of(write).filter(
        id=comment, deleted_at=None, task__deleted_at=None, task__project__deleted_at=None
    )
    row: Comment = _locked(write, rows.select_related("task__project"), allow_archived=allow_archived)
    return row


_MISSING = {Task: "There is no such task here.", Comment: "There is no such comment here."}


def _locked(write: Write, rows: QuerySet[InProject], *, allow_archived: bool) -> InProject:
    """The only row of `rows`, locked. Its task and project are not locked, but checked again at the end.

    Raises NotFound, or InvalidInput where its project is archived, then or now.
    """

    def checked(row: InProject | None) -> InProject:
        if row is None:
            raise NotFound(_MISSING[rows.model])
        if not allow_archived:
            require_not_archived(row.task.project if isinstance(row, Comment) else row.project)
        return row

    locked = rows.select_for_update(no_key=True, of=("self",))
    # Twice: after waiting for a move of the row, the first read's join misses it, the second finds its new project.
    row = checked(locked.first() or locked.first())
    if not allow_archived:
        write.check_last(lambda: checked(rows.first()))
    return row


def require_version(row: Row, if_version: int | None) -> Row:
    """The locked row, when it is at the version that the caller has seen (None: any). Raises Stale."""
    if if_version is not None and row.version != if_version:
        raise Stale(row)
    return row


class Archived(InvalidInput):
    """The project is archived, so it and its tasks can be read and deleted, but not changed."""

    by_api = 'By the API: PATCH it with `{"archived": false}`.'


def require_not_archived(project: Project) -> Project:
    """The project, unless it is archived. Raises Archived."""
    if project.archived_at is not None:
        raise Archived.of("project", ARCHIVED.format(name=project.name))
    return project


def locked_labels(write: Write, ids: Collection[UUID], *, field: str = "labels") -> list[Label]:
    """Labels of the workspace, locked so that none is deleted meanwhile. Raises InvalidInput naming unknown ids."""
    wanted = set(ids)
    if not wanted:
        return []
    rows = list(
        Label.objects.of(write).filter(id__in=wanted, deleted_at=None).order_by("id").select_for_update(no_key=True)
    )
    if len(rows) != len(wanted):
        known = {row.id for row in rows}
        unknown = {place: label for place, label in enumerate(ids) if label not in known}
        raise unknown_labels(write, unknown, field=field)
    return rows


def locked_members(
    write: Write, wanted: Collection[GivenPerson], *, claimed: Collection[GivenPerson] = (), field: str = "assignees"
) -> list[User]:
    """Members by user id, `me` or e-mail address, locked so that none leaves meanwhile.

    People whom only a file names pass if they are among `claimed`, and are left out. Raises InvalidInput naming others.
    """
    resolved = {place: _resolved(write, person) for place, person in enumerate(wanted)}
    addresses = {person for person in resolved.values() if isinstance(person, str)}
    ids = {person for person in resolved.values() if isinstance(person, UUID)}
    people: list[User] = []
    if ids or addresses:
        named = Q(user_id__in=ids) | Q(user__email__in=addresses) if addresses else Q(user_id__in=ids)
        rows = Membership.objects.of(write).filter(named).select_related("user").order_by("user_id")
        people = [row.user for row in rows.select_for_update(no_key=True, of=("self",))]
    known = {*claimed, *(person.id for person in people), *(person.email for person in people)}
    unknown = {place: given for place, given in enumerate(wanted) if resolved[place] not in known}
    if unknown:
        raise unknown_people(write, unknown, field=field)
    return people


def _resolved(write: Write, person: GivenPerson) -> GivenPerson | None:
    """`me` as the caller's id (None for a job), an address in its one spelling, anything else unchanged."""
    if person == "me":
        return write.caller.actor_id
    return fold_email(person) if isinstance(person, str) else person


def logged_tasks_count(write: Write, project: Project) -> dict[str, int]:
    """For the log: how many tasks go to the trash, or come back, with a project (those not in the trash themselves)."""
    return {"tasks_count": Task.objects.of(write).filter(project_id=project.id, deleted_at=None).count()}


def recheck_before_commit(write: Write, put_on: Mapping[Link, Collection[UUID]]) -> None:
    """For objects that were put on tasks without a lock: check at the end of the command that they exist.

    If somebody left or a label was deleted meanwhile, the command starts again.
    """

    def check() -> None:
        for link, ids in put_on.items():
            if link.existing(write, ids).count() < len(set(ids)):  # no ids cost no statement
                raise Repeat

    write.check_last(check)
