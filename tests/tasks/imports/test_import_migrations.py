"""Imports of before: one that changed nothing had a batch that nothing was written in, no undo said what it undid."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.access import Access
from primetrade.ids import uuid7
from primetrade.models import Change
from tasks.commands import delete_task, restore, undo
from tasks.imports.models import Import
from tasks.imports.queries.standing import undone_by
from tasks.models import Task
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board, card, everything
from tests.tasks.imports.runs import imported, started

pytestmark = pytest.mark.django_db


@cache
def apps_of_then() -> Apps:
    """The models as these migrations knew them, when imports were no app of their own."""
    apps: Apps = MigrationLoader(connection).project_state(("tasks", "0008_trash_of_projects_and_labels")).apps
    return apps


def test_the_batch_of_an_unchanged_import_is_forgotten_and_no_other(recorder: Any) -> None:
    ann = PersonFactory()
    wrote, unchanged, waiting = imported(ann, board()), imported(ann, board()), started(ann, board())
    Import.objects.of(ann).filter(id__in=(unchanged.id, waiting.id)).update(batch=uuid7())

    import_module("tasks.migrations.0005_unchanged_imports").forget(apps_of_then(), None)
    recorder.wrong.clear()  # a migration is about every workspace

    left = dict(Import.objects.of(ann).values_list("id", "batch"))
    assert (left[wrote.id], left[unchanged.id]) == (wrote.batch, None)
    assert left[waiting.id] is not None


def undone(ann: Access) -> None:
    """An import that is undone."""
    undo(ann, batch=imported(ann, everything()).batch)


def redone(ann: Access) -> None:
    taken_back = undo(ann, batch=imported(ann, everything()).batch)
    undo(ann, batch=taken_back.batch)


def undone_redone_undone(ann: Access) -> None:
    batch = imported(ann, everything()).batch
    for _ in range(3):
        batch = undo(ann, batch=batch).batch


def undone_after_one_task_went_away(ann: Access) -> None:
    run = imported(ann, cards(5))
    delete_task(ann, task=first(ann))
    undo(ann, batch=run.batch)


def undone_and_imported_again(ann: Access) -> None:
    undo(ann, batch=imported(ann, everything()).batch)
    imported(ann, everything())


def undone_imported_again_and_undone(ann: Access) -> None:
    undone_and_imported_again(ann)
    undo(ann, batch=Import.objects.of(ann).latest("created_at").batch)


def each_task_put_away_and_one_brought_back(ann: Access) -> None:
    """By a person, one by one: that is no undo."""
    imported(ann, cards(3))
    for task in brought(ann):
        delete_task(ann, task=task)
    restore(ann, entry=first(ann))


def only_the_later_of_two(ann: Access) -> None:
    imported(ann, cards(3))
    undo(ann, batch=imported(ann, cards(5)).batch)


def cards(count: int) -> dict[str, Any]:
    return board(cards=[card(number) for number in range(1, count + 1)])


def brought(ann: Access) -> list[Any]:
    return list(Task.objects.of(ann).filter(external_id__gt="").order_by("number").values_list("id", flat=True))


def first(ann: Access) -> Any:
    return brought(ann)[0]


STORIES = (
    undone,
    redone,
    undone_redone_undone,
    undone_after_one_task_went_away,
    undone_and_imported_again,
    undone_imported_again_and_undone,
    each_task_put_away_and_one_brought_back,
    only_the_later_of_two,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_undos_of_before_are_found_as_they_are_marked_today(recorder: Any, story: Callable[[Access], None]) -> None:
    ann, ben = PersonFactory(), PersonFactory()
    for person in (ann, ben):
        story(person)
    now = marked(ann)
    before = [standing(access) for access in (ann, ben)]

    Change.objects.of(ann).update(undoes=None)  # as they were written
    for _ in range(2):
        import_module("tasks.migrations.0007_undone_imports").mark(apps_of_then(), None)
    recorder.wrong.clear()  # a migration is about every workspace

    assert marked(ann) == now
    assert [standing(access) for access in (ann, ben)] == before


def marked(access: Access) -> list[tuple[Any, ...]]:
    return list(Change.objects.of(access).order_by("seq", "n").values_list("batch", "undoes"))


def standing(access: Access) -> dict[Any, Any]:
    batches = Import.objects.of(access).exclude(batch=None).values_list("batch", flat=True)
    return undone_by(access, list(batches))
