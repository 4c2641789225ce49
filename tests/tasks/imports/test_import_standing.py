"""What is said of an import later: undone or not, which run brought its tasks, what of it stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from primetrade.models import Change
from tasks.commands import delete_project, edit_task, undo
from tasks.imports.models import Import
from tasks.imports.queries.standing import earlier_runs, remaining_tasks, undone_by
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board, card
from tests.tasks.imports.runs import imported, started, task

pytestmark = pytest.mark.django_db


def test_a_batch_is_undone_by_the_last_undo_that_was_not_undone_itself() -> None:
    ann = PersonFactory()
    run = imported(ann, board())
    assert undone_by(ann, [run.batch]) == {}

    first = undo(ann, batch=run.batch).batch
    assert undone_by(ann, [run.batch]) == {run.batch: first}
    redo = undo(ann, batch=first).batch
    assert undone_by(ann, [run.batch, first]) == {first: redo}
    undo(ann, batch=redo)
    assert undone_by(ann, [run.batch]) == {run.batch: first}
    again = undo(ann, batch=first).batch
    assert undone_by(ann, [run.batch, first]) == {first: again}


def test_what_is_undone_is_asked_once_for_many_batches() -> None:
    ann = PersonFactory()
    runs = [imported(ann, board(cards=[card(number)])) for number in range(1, 6)]
    for run in runs:
        undo(ann, batch=run.batch)

    with CaptureQueriesContext(connection) as asked:
        assert len(undone_by(ann, [run.batch for run in runs])) == 5

    assert len(asked) == 2  # the undo, and that nothing undid it


def test_an_unchanged_import_names_the_earlier_one_that_brought_its_tasks() -> None:
    ann = PersonFactory()
    first = imported(ann, board())
    second = imported(ann, board())
    third = imported(ann, board())

    rows = list(Import.objects.of(ann))
    found = earlier_runs(ann, rows)

    assert (second.batch, third.batch) == (None, None)
    assert {run: row.id for run, row in found.items()} == {second.id: first.id, third.id: first.id}


def test_an_import_that_was_undone_is_not_named() -> None:
    ann = PersonFactory()
    first = imported(ann, board())
    changed = imported(ann, board(cards=[card(name="Another")]))
    undo(ann, batch=changed.batch)

    unchanged = imported(ann, board())

    assert earlier_runs(ann, [unchanged])[unchanged.id].id == first.id


def test_the_import_of_another_board_is_not_named() -> None:
    ann = PersonFactory()
    imported(ann, board())
    other = board(id="650000000000000000000009", cards=[])

    assert earlier_runs(ann, [imported(ann, other), started(ann, board())]) == {}


def test_what_an_import_brought_and_is_here_is_listed_up_to_a_limit() -> None:
    ann = PersonFactory()
    run = imported(ann, board(cards=[card(number) for number in range(1, 6)]))
    for number in (1, 2, 3):
        edit_task(ann, task=task(ann, f"Card {number}").id, priority=3)
    undo(ann, batch=run.batch)

    tasks, more = remaining_tasks(ann, run.batch, limit=2)

    assert ([row.title for row in tasks], more) == (["Card 1", "Card 2"], True)
    assert remaining_tasks(ann, run.batch, limit=3)[1] is False
    delete_project(ann, project=run.project_id)
    assert remaining_tasks(ann, run.batch, limit=3) == ([], False)


def test_the_log_of_an_unchanged_import_is_empty() -> None:
    ann = PersonFactory()
    imported(ann, board())
    before = Change.objects.of(ann).count()

    assert imported(ann, board()).batch is None
    assert Change.objects.of(ann).count() == before
