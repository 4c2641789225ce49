"""From what people write (`PT-42`, `PT` or an id) to the id that commands take. What is in the trash is not found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.access import Access
from primetrade.errors import BadRequest, NotFound
from primetrade.ids import is_id
from primetrade.spelling import with_suggestion
from primetrade.words import quoted
from tasks.keys import TaskKey, read_task_key
from tasks.models import OldTaskKey, Project, Task, suggestions

REPORTED_LIMIT = 5  # of the unknown names in a filter


def task_id(access: Access, which: str) -> UUID:
    """The id of a task by id, key or a former key, in any case. Raises NotFound."""
    rows = Task.objects.of(access).filter(deleted_at=None, project__deleted_at=None)
    if is_id(which):
        identifier = rows.filter(id=which).values_list("id", flat=True).first()
    elif key := read_task_key(which):
        identifier = rows.filter(project__key=key.project, number=key.number).values_list("id", flat=True).first()
        if identifier is None:
            identifier = rows.filter(id__in=_by_former_key(access, key)).values_list("id", flat=True).first()
    else:
        identifier = None
    if identifier is None:
        raise NotFound("There is no such task here.")
    return UUID(str(identifier))


def typed_task(access: Access, text: str) -> UUID | None:
    """The id of a task from what a person typed: a key in any case, or an id. None when there is no such task."""
    try:
        return task_id(access, text.strip())
    except NotFound:
        return None


def id_by_former_key(access: Access, key: TaskKey) -> UUID | None:
    """The id of the task that had this key before it moved to another project, also one in the trash."""
    identifier: UUID | None = _by_former_key(access, key).first()
    return identifier


def _by_former_key(access: Access, key: TaskKey) -> Any:
    former = OldTaskKey.objects.of(access).filter(project__key=key.project, number=key.number)
    return former.values_list("task_id", flat=True)


def project_id(access: Access, which: str) -> UUID:
    """The id of a project by id or key. Raises NotFound."""
    rows = Project.objects.of(access).filter(deleted_at=None)
    rows = rows.filter(id=which) if is_id(which) else rows.filter(key=which)
    identifier = rows.values_list("id", flat=True).first()
    if identifier is None:
        raise NotFound("There is no such project here.")
    return UUID(str(identifier))


def projects_named(access: Access, given: Collection[str]) -> list[UUID]:
    """The ids of projects by ids and keys in any case, also in the trash. One statement. Raises BadRequest."""
    keys = [text.upper() for text in given if not is_id(text)]
    rows = Project.objects.of(access).filter(Q(key__in=keys) | Q(id__in=[text for text in given if is_id(text)]))
    projects = dict(rows.values_list("id", "key"))
    known = {*map(str, projects), *projects.values()}
    unknown = [text for text in given if text.lower() not in known and text.upper() not in known]
    if unknown:
        near = suggestions.project_keys(access)
        messages = [
            with_suggestion(f"There is no project {quoted(text)} here.", text, near)
            for text in unknown[:REPORTED_LIMIT]
        ]
        raise BadRequest("Some parameters can't be used.", errors={"project": messages})
    return list(projects)
