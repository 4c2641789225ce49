"""What people added below an imported task goes to the trash, and comes back, only with that task."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from tasks.commands import create_task, delete_project, delete_task, undo
from tasks.models import Task
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board, card, everything
from tests.tasks.imports.runs import imported, task
from tests.tasks.imports.test_import_again import ROPE, changed

pytestmark = pytest.mark.django_db

STEP = "Before: Measure"  # a line of the card's checklist


def with_parents_elsewhere(access: Access) -> list[str]:
    """Tasks that nobody finds: below a parent of another project, or of one in the trash while they are not."""
    tasks = Task.objects.of(access).select_related("parent").exclude(parent=None)
    return [
        one.title
        for one in tasks
        if one.parent.project_id != one.project_id or (one.parent.deleted_at and not one.deleted_at)
    ]


@pytest.fixture
def ann() -> Access:
    ann = PersonFactory()
    imported(ann, everything())
    return ann


@pytest.mark.parametrize(("above", "kept"), [(ROPE, 1), (STEP, 2)])
def test_a_card_that_is_archived_in_the_file_stays_while_somebody_works_below_it(
    ann: Access, above: str, kept: int
) -> None:
    own = create_task(ann, title="Ask for a discount", parent=task(ann, above).id).value

    run = imported(ann, changed(closed=True), archived="trash")

    assert Task.objects.of(ann).get(id=own.id).deleted_at is None
    assert task(ann, ROPE).deleted_at is None
    assert task(ann, STEP).deleted_at is None
    assert with_parents_elsewhere(ann) == []
    assert run.result["kept"] == kept


def test_a_card_goes_to_the_trash_when_what_was_added_below_it_is_there(ann: Access) -> None:
    own = create_task(ann, title="Ask for a discount", parent=task(ann, ROPE).id).value
    delete_task(ann, task=own.id)

    run = imported(ann, changed(closed=True), archived="trash")

    assert task(ann, ROPE).deleted_at is not None
    assert task(ann, STEP).deleted_at is not None
    assert "kept" not in run.result


@pytest.mark.parametrize("above", [ROPE, STEP])
def test_a_card_comes_back_from_the_trash_with_what_was_added_below_it(ann: Access, above: str) -> None:
    own = create_task(ann, title="Ask for a discount", parent=task(ann, above).id).value
    further = create_task(ann, title="Ask again", parent=own.id).value
    delete_task(ann, task=task(ann, ROPE).id)

    run = imported(ann, everything(), trashed="restore", project_name="Another")

    rows = Task.objects.of(ann)
    assert {rows.get(id=one.id).deleted_at for one in (own, further)} == {None}
    assert (rows.get(id=own.id).parent_id, rows.get(id=further.id).parent_id) == (task(ann, above).id, own.id)
    undo(ann, batch=run.batch)
    assert rows.get(id=own.id).deleted_at is not None


def test_what_was_deleted_before_the_card_stays_in_the_trash(ann: Access) -> None:
    own = create_task(ann, title="Ask for a discount", parent=task(ann, ROPE).id).value
    delete_task(ann, task=own.id)
    delete_task(ann, task=task(ann, ROPE).id)

    imported(ann, everything(), trashed="restore", project_name="Another")

    assert Task.objects.of(ann).get(id=own.id).deleted_at is not None


@pytest.mark.parametrize("above", [ROPE, STEP])
def test_what_was_added_below_a_card_moves_with_it_out_of_a_project_in_the_trash(ann: Access, above: str) -> None:
    own = create_task(ann, title="Ask for a discount", parent=task(ann, above).id).value
    further = create_task(ann, title="Ask again", parent=own.id).value
    delete_project(ann, project=own.project_id)

    run = imported(ann, everything(), trashed="restore", project_name="Another")

    rows = Task.objects.of(ann)
    assert {rows.get(id=one.id).project_id for one in (own, further)} == {run.project_id}
    assert (rows.get(id=own.id).parent_id, rows.get(id=further.id).parent_id) == (task(ann, above).id, own.id)
    assert with_parents_elsewhere(ann) == []


def test_what_was_added_is_looked_for_once_however_many_tasks_come_back() -> None:
    looks = []
    for cards in (2, 12):
        ann = PersonFactory()
        file = board(cards=[card(number) for number in range(1, cards + 1)])
        undo(ann, batch=imported(ann, file).batch)
        with CaptureQueriesContext(connection) as asked:
            assert imported(ann, file).result["restored"] == cards
        looks.append(sum('"parent_id" IN' in query["sql"] for query in asked.captured_queries))
    assert looks[0] == looks[1] > 0
