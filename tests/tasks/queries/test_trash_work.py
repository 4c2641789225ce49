"""A page of the trash costs what it shows, however full the trash and however long the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.access import Access
from primetrade.ids import uuid7
from primetrade.models import Change
from tasks.models import Comment, Label, Project, Task
from tasks.queries import trash_groups, trash_list
from tests.factories import PersonFactory, ProjectFactory, TaskFactory
from tests.work import STATISTICS, analyse, forget, rows_touched, work_of

pytestmark = pytest.mark.django_db
FEW, MANY, CHANGES = 100, 2_000, 10


def _second_list(access: Access) -> Callable[[], Any]:
    cursor = trash_list.entries(access).next
    assert cursor
    return lambda: trash_list.entries(access, cursor=cursor)


def _second_page(access: Access, kind: str) -> Callable[[], Any]:
    cursor = next(group.next for group in trash_groups.by_kind(access) if group.kind == kind)
    assert cursor
    return lambda: trash_groups.of_kind(access, kind, cursor)


READS: dict[str, Callable[[Access], Callable[[], Any]]] = {
    "the list": lambda access: lambda: trash_list.entries(access),
    "its second page": _second_list,
    "the page": lambda access: lambda: trash_groups.by_kind(access),
    "earlier tasks": lambda access: _second_page(access, "task"),
    "earlier comments": lambda access: _second_page(access, "comment"),
    "earlier labels": lambda access: _second_page(access, "label"),
    "earlier projects": lambda access: _second_page(access, "project"),
}


@pytest.mark.parametrize("analysed", STATISTICS)
def test_twenty_times_the_trash_and_the_log_are_the_same_work(analysed: bool) -> None:
    small, large = _with_trash(FEW), _with_trash(MANY)
    if analysed:
        analyse()

    grown = {name: round(work_of(read(large)) / work_of(read(small)), 1) for name, read in READS.items()}

    assert {name: ratio for name, ratio in grown.items() if ratio > 2} == {}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's test above goes without statistics, too")
def test_without_statistics_the_log_is_asked_about_the_rows_shown_only() -> None:
    forget()
    large = _with_trash(MANY)

    touched = {name: rows_touched(read(large), "primetrade_change") for name, read in READS.items()}

    assert {name: rows for name, rows in touched.items() if rows > CHANGES * 4 * (trash_groups.SHOWN + 1)} == {}


def _with_trash(count: int) -> Access:
    """Somebody whose workspace has `count` of each kind in the trash, and many times as many changes."""
    access = PersonFactory()
    project, spoken_of = ProjectFactory(access=access), TaskFactory(access=access)
    now = timezone.now()
    tasks = [_task(access, project, number, now - timedelta(minutes=number // 10)) for number in range(1, count + 1)]
    comments = [
        Comment(workspace=access.workspace, task=spoken_of, author_name="Ann", body="Well", deleted_at=task.deleted_at)
        for task in tasks
    ]
    labels = [
        Label(workspace=access.workspace, name=f"L{number}", deleted_at=task.deleted_at)
        for number, task in enumerate(tasks)
    ]
    projects = [
        Project(workspace=access.workspace, key=f"G{number}", name="Gone", deleted_at=task.deleted_at)
        for number, task in enumerate(tasks)
    ]
    Task.objects.bulk_create(tasks)
    Comment.objects.bulk_create(comments)
    Label.objects.bulk_create(labels)
    Project.objects.bulk_create(projects)
    Change.objects.bulk_create(
        _change(access, row, 1_000 + CHANGES * n + step, verb)
        for n, row in enumerate([*tasks, *comments, *labels, *projects])
        for step, verb in enumerate(_history(row))
    )
    return access


def _history(row: Any) -> list[str]:
    """Tasks and comments are changed often."""
    return ["created", *["edited"] * (CHANGES - 2 if isinstance(row, Task | Comment) else 0), "deleted"]


def _task(access: Access, project: Project, number: int, deleted_at: Any) -> Task:
    return Task(
        workspace=access.workspace,
        project=project,
        number=number,
        title="Gone",
        position=f"{number:08x}",
        deleted_at=deleted_at,
    )


def _change(access: Access, row: Task | Comment | Label | Project, seq: int, verb: str) -> Change:
    return Change(
        workspace=access.workspace,
        seq=seq,
        n=0,
        batch=uuid7(),
        actor=access.user,
        actor_name="Ann",
        at=timezone.now(),
        kind=row.LOG_KIND,
        object_id=row.id,
        root_id=row.id,
        verb=verb,
    )
