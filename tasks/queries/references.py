"""From what people write, `PT-42`, `PT` or an id, to the id that commands take. Only what is not in the trash."""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from accounts.access import Access
from primetrade.errors import BadRequest, NotFound
from primetrade.ids import is_id
from primetrade.near import quoted, with_near
from primetrade.paths import TaskKey
from tasks.models import OldTaskKey, Project, Task, nearest

_SAID_MOST = 5


def task_id(access: Access, which: str) -> UUID:
    """The id of a task by id, key or an earlier key. Raises NotFound."""
    rows = Task.objects.of(access).filter(deleted_at=None, project__deleted_at=None)
    if is_id(which):
        found = rows.filter(id=which).values_list("id", flat=True).first()
    else:
        key, _, number = which.partition("-")
        found = rows.filter(project__key=key, number=int(number)).values_list("id", flat=True).first()
        if found is None:
            old = OldTaskKey.objects.of(access).filter(project__key=key, number=int(number)).values("task_id")
            found = rows.filter(id__in=old).values_list("id", flat=True).first()
    if found is None:
        raise NotFound("There is no such task here.")
    return UUID(str(found))


def typed_task(access: Access, text: str) -> UUID | None:
    """The id of a task by what a person typed: a key in any case, or an id. None when it names no task."""
    text = text.strip()
    if not re.fullmatch(TaskKey.regex, text) and not is_id(text):
        return None
    try:
        return task_id(access, text if is_id(text) else text.upper())
    except NotFound:
        return None


def project_id(access: Access, which: str) -> UUID:
    """The id of a project by id or key. Raises NotFound."""
    rows = Project.objects.of(access).filter(deleted_at=None)
    found = rows.filter(**{"id" if is_id(which) else "key": which}).values_list("id", flat=True).first()
    if found is None:
        raise NotFound("There is no such project here.")
    return UUID(str(found))


def projects_named(access: Access, given: Collection[str]) -> list[UUID]:
    """The ids of projects by ids and keys in any case, those in the trash too. One statement. Raises BadRequest."""
    keys = [one.upper() for one in given if not is_id(one)]
    rows = Project.objects.of(access).filter(Q(key__in=keys) | Q(id__in=[one for one in given if is_id(one)]))
    found = dict(rows.values_list("id", "key"))
    known = {*map(str, found), *found.values()}
    unknown = [one for one in given if one.lower() not in known and one.upper() not in known]
    if unknown:
        near = nearest.projects(access)
        said = [with_near(f"There is no project {quoted(one)} here.", one, near) for one in unknown[:_SAID_MOST]]
        raise BadRequest("Some parameters can't be used.", errors={"project": said})
    return list(found)
