"""Every list that is read page by page: its pages are the whole, also where rows tie in what they are sorted by.

The sorts of tasks, with nulls and ties, are in test_orders.py. Who makes a Keyset and is not here fails the last test.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

import tasks.queries
from accounts.access import Access
from tasks.commands import create_comment, edit_task
from tasks.models import Comment, Project, Task
from tasks.queries import board, catalogue, comments, detail, history, lists, trash_groups, trash_list
from tasks.queries.filters import Filter
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.queries.paging import pages_of

pytestmark = pytest.mark.django_db

WHOLE, PAGE = 100, 2
TIED = ["Same", "Sàme", "Sáme", "Säme", "Other", "Öther", "Zoo"]  # names of three sort keys
Read = Callable[[Access, int, str], Any]


@pytest.fixture
def ann() -> Access:
    """Somebody with some of each: in place, and in the trash since two moments."""
    ann, moments = PersonFactory(), [timezone.now(), timezone.now()]
    parent = TaskFactory(access=ann, project=ProjectFactory(access=ann, key="PT").id)
    for number, name in enumerate(TIED):
        LabelFactory(access=ann, name=name)
        project = ProjectFactory(access=ann, name=name)
        if number % 2:
            Project.objects.of(ann).filter(id=project.id).update(archived_at=moments[0])
        TaskFactory(access=ann, title=name, parent=parent.id)
        TaskFactory(access=ann, title=name, project=parent.project_id, status=["todo", "in_review"][number % 2])
        create_comment(ann, task=parent.id, body=name)
        edit_task(ann, task=parent.id, title=name, priority=number % 3)
    Comment.objects.of(ann).update(created_at=moments[0])
    for number in range(7):
        gone = {
            "task": TaskFactory(access=ann, project=parent.project_id),
            "label": LabelFactory(access=ann),
            "project": ProjectFactory(access=ann),
            "comment": create_comment(ann, task=parent.id, body="Gone").value,
        }
        for row in gone.values():
            type(row).objects.of(ann).filter(id=row.id).update(deleted_at=moments[number % 2])
    return ann


def _parent(access: Access) -> str:
    return str(Task.objects.of(access).get(project__key="PT", number=1).id)


def _trash_of(kind: str) -> Read:
    def read(access: Access, limit: int, cursor: str) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(trash_groups, "SHOWN", limit)
            group = trash_groups.of_kind(access, kind, cursor)
        return SimpleNamespace(rows=group.entries, next=group.next)

    return read


def _subtasks(access: Access, limit: int, cursor: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detail, "SUBTASKS_SHOWN", limit)
        return detail.subtasks(access, detail.task(access, _parent(access)), cursor=cursor)


def _groups(access: Access, limit: int, cursor: str) -> Any:
    page = board.groups(access, Filter(project=("PT",)), limit=limit, cursor=cursor)
    return SimpleNamespace(rows=[row for group in page.groups for row in group.rows], next=page.next)


def _column(access: Access, limit: int, cursor: str) -> Any:
    wanted = Filter(project=("PT",), status=("todo",), sort="title")
    if cursor:
        return board.column(access, wanted, cursor=cursor, limit=limit)
    (column,) = board.columns(access, wanted, each=limit)
    return column


READS: dict[str, Read] = {
    f"projects, archived {archived}": lambda access, limit, cursor, archived=archived: catalogue.projects(
        access, archived=archived, limit=limit, cursor=cursor
    )
    for archived in (None, True, False)
}
READS |= {f"trash of {kind}s": _trash_of(kind) for kind in trash_groups.KINDS}
READS |= {
    "labels": lambda access, limit, cursor: catalogue.labels(access, limit=limit, cursor=cursor),
    "trash": lambda access, limit, cursor: trash_list.entries(access, limit=limit, cursor=cursor),
    "comments": lambda access, limit, cursor: comments.of_task(access, _parent(access), limit=limit, cursor=cursor),
    "history": lambda access, limit, cursor: history.of_object(access, _parent(access), limit=limit, cursor=cursor),
    "tasks": lambda access, limit, cursor: lists.tasks(access, Filter(sort="title"), limit=limit, cursor=cursor),
    "subtasks": _subtasks,
    "groups": _groups,
    "a column": _column,
}


@pytest.mark.parametrize("name", READS)
def test_the_pages_are_the_whole_list(ann: Access, name: str) -> None:
    read = READS[name]
    whole = read(ann, WHOLE, "").rows

    pages = [page.rows for page in pages_of(lambda cursor: read(ann, PAGE, cursor))]

    assert len(whole) >= 3
    assert [row for rows in pages for row in rows] == whole
    assert all(len(rows) == PAGE for rows in pages[:-1])


def test_every_list_that_is_paged_is_among_them() -> None:
    making = {
        path.stem
        for path in Path(*tasks.queries.__path__).glob("*.py")
        if any(name == "Keyset" for name in _called(ast.parse(path.read_text())))
    }

    assert making == {"board", "catalogue", "comments", "detail", "history", "lists", "trash_groups", "trash_list"}


def _called(tree: ast.Module) -> Iterable[str]:
    return (node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
