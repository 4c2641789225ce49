"""What an import keeps: Trello's archive, and after Undo all that somebody worked on with what it stands in."""

import pytest

from tasks.commands import edit_task, undo
from tasks.models import Label, Project, Task, TaskLabel
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board, card, everything
from tests.tasks.imports.runs import imported, task

pytestmark = pytest.mark.django_db


def test_archived_cards_come_as_completed_unless_told_otherwise() -> None:
    ann = PersonFactory()

    imported(ann, everything())

    assert not Task.objects.of(ann).exclude(deleted_at=None).exists()
    buoy = task(ann, "Sell the old buoy")
    assert (buoy.status, buoy.completed_at is not None) == ("completed", True)


def test_undo_keeps_the_project_the_parent_and_the_labels_of_what_was_worked_on() -> None:
    ann = PersonFactory()
    run = imported(ann, everything())
    entry = task(ann, "Before: Measure")
    edit_task(ann, task=entry.id, title="Measure twice")
    rope = "Order rope for the north pier"

    left = undo(ann, batch=run.batch).value.left

    there = Task.objects.of(ann).filter(project=run.project_id, deleted_at=None)
    assert set(there.values_list("title", flat=True)) == {"Measure twice", rope}
    assert Project.objects.of(ann).get(id=run.project_id).deleted_at is None
    labels = TaskLabel.objects.of(ann).filter(task=task(ann, rope))
    assert labels.filter(label__deleted_at=None).count() == 2
    assert any(f"“{rope}” stays" in sentence for sentence in left)
    assert any(
        "-" in sentence and "“Measure twice” has been changed since, so it stays." in sentence for sentence in left
    )


def test_undo_of_an_import_names_ten_of_what_stays_and_counts_the_rest() -> None:
    ann = PersonFactory()
    run = imported(ann, board(cards=[card(number) for number in range(1, 16)]))
    for found in Task.objects.of(ann).filter(project=run.project_id):
        edit_task(ann, task=found.id, priority=3)

    left = undo(ann, batch=run.batch).value.left

    assert (len(left), left[-1]) == (11, "And 6 more.")


def test_the_name_of_a_list_that_says_no_status_is_kept_as_a_label() -> None:
    ann = PersonFactory()
    lists = [{"id": f"20000000000000000000000{n}", "name": f"Customer {n % 2}", "pos": n} for n in (1, 2, 3)]
    cards = [card(n, idList=lists[n - 1]["id"]) for n in (1, 2, 3)]

    imported(ann, board(lists=lists, cards=cards))

    assert Task.objects.of(ann).get(title="Card 2").status == "todo"
    kept = TaskLabel.objects.of(ann).values_list("task__title", "label__name")
    assert {pair for pair in kept if pair[0].startswith("Card")} == {
        ("Card 1", "Customer 1"),
        ("Card 2", "Customer 0"),
        ("Card 3", "Customer 1"),
    }
    assert Label.objects.of(ann).filter(name="Customer 1").count() == 1
