"""Importing again after Undo: what an undo put away comes back into its project; what people deleted stays deleted."""

import pytest

from accounts.access import Access
from primetrade.models import Change
from tasks.commands import (
    delete_comment,
    delete_label,
    delete_task,
    edit_task,
    restore,
    undo,
)
from tasks.models import Comment, Label, TaskLabel
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board, card, cards, everything
from tests.tasks.imports.runs import imported, live, projects, task
from tests.tasks.imports.test_import_again import changed

pytestmark = pytest.mark.django_db
ROPE = "Order rope for the north pier"


def labels_of(access: Access, title: str) -> set[str]:
    links = TaskLabel.objects.of(access).filter(task__title=title, label__deleted_at=None)
    return set(links.values_list("label__name", flat=True))


def test_what_an_undo_put_away_comes_back_into_its_project() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    there, homes, on_rope = live(ann), projects(ann), labels_of(ann, ROPE)
    undo(ann, batch=first.batch)
    assert (live(ann), projects(ann)) == (set(), set())

    run = imported(ann, everything())

    assert (live(ann), projects(ann), run.project_id) == (there, homes, first.project_id)
    assert (labels_of(ann, ROPE), Comment.objects.of(ann).filter(deleted_at=None).count()) == (on_rope, 4)
    assert task(ann, "Before: Measure").parent_id == task(ann, ROPE).id
    assert run.result == {"projects": 1, "restored": 13}


def test_undo_takes_the_second_run_back_and_a_third_brings_it_again() -> None:
    ann = PersonFactory()
    undo(ann, batch=imported(ann, everything()).batch)
    second = imported(ann, everything())

    assert undo(ann, batch=second.batch).value.left == ()
    assert (live(ann), projects(ann)) == (set(), set())
    third = imported(ann, everything())

    assert third.result == {"projects": 1, "restored": 13}
    assert labels_of(ann, ROPE) == {"safety", "Green"}


def test_what_changed_in_the_file_meanwhile_comes_with_what_comes_back() -> None:
    ann = PersonFactory()
    undo(ann, batch=imported(ann, everything()).batch)

    imported(ann, changed(name="Order more rope"))

    assert "Order more rope" in live(ann)


def test_what_was_worked_on_stays_as_undo_left_it_and_the_rest_comes_back_beside_it() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    edit_task(ann, task=task(ann, ROPE).id, title="Buy rope", priority=3)
    undo(ann, batch=first.batch)
    assert live(ann) == {"Buy rope"}

    run = imported(ann, everything())

    assert (len(live(ann)), task(ann, "Buy rope").priority) == (13, 3)
    assert (run.project_id, run.result) == (first.project_id, {"restored": 12, "unchanged": 1})


def test_what_a_person_deleted_stays_deleted_whether_the_import_was_undone_or_not() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    delete_task(ann, task=task(ann, ROPE).id)
    again = imported(ann, everything())
    undo(ann, batch=first.batch)

    run = imported(ann, everything())

    assert again.result == {"trashed": 4, "unchanged": 9}
    assert run.result == {"projects": 1, "restored": 9, "trashed": 4}
    assert ROPE not in live(ann)


def test_a_deletion_that_was_undone_is_nobodys_any_more_and_one_that_was_done_again_is() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1))
    gone = delete_task(ann, task=task(ann, "Card 1").id)
    undone = undo(ann, batch=gone.batch)
    undo(ann, batch=first.batch)
    imported(ann, cards(1))
    assert live(ann) == {"Card 1"}

    undo(ann, batch=undo(ann, batch=delete_task(ann, task=task(ann, "Card 1").id).batch).batch)
    run = imported(ann, cards(1))

    assert undone.batch
    assert (live(ann), run.result) == (set(), {"trashed": 1})


def test_an_edit_that_was_undone_does_not_count_as_ones_own() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    undo(ann, batch=edit_task(ann, task=task(ann, ROPE).id, title="Buy rope").batch)

    imported(ann, changed(name="Order more rope"))

    assert task(ann, "Order more rope")


def test_an_update_that_was_undone_comes_again() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    second = imported(ann, changed(name="Order more rope", idLabels=[], idMembers=[]))
    undo(ann, batch=second.batch)

    run = imported(ann, changed(name="Order more rope", idLabels=[], idMembers=[]))

    assert (labels_of(ann, "Order more rope"), run.result) == (set(), {"updated": 1, "unchanged": 12})


def test_an_import_that_was_undone_and_done_again_is_up_to_date() -> None:
    ann = PersonFactory()
    undone = undo(ann, batch=imported(ann, everything()).batch)
    undo(ann, batch=undone.batch)

    run = imported(ann, everything())

    assert (len(live(ann)), run.result, run.batch) == (13, {"unchanged": 13}, None)


def test_two_imports_undone_in_turn_come_back_as_the_last_file_has_them() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1, 2))
    newer = board(cards=[card(1, name="Card one"), card(2), card(3)])
    second = imported(ann, newer)
    undo(ann, batch=second.batch)
    assert live(ann) == {"Card 1", "Card 2"}
    undo(ann, batch=first.batch)
    assert (live(ann), projects(ann)) == (set(), set())

    run = imported(ann, newer)

    assert (live(ann), run.project_id) == ({"Card one", "Card 2", "Card 3"}, first.project_id)
    assert run.result == {"projects": 1, "restored": 3}


def test_two_imports_undone_the_other_way_round_leave_what_the_later_one_changed_until_its_turn() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1, 2))
    newer = board(cards=[card(1, name="Card one"), card(2), card(3)])
    second = imported(ann, newer)

    undo(ann, batch=first.batch)
    assert live(ann) == {"Card one", "Card 3"}
    undo(ann, batch=second.batch)
    assert live(ann) == {"Card 1"}
    imported(ann, newer)

    assert live(ann) == {"Card one", "Card 2", "Card 3"}
    assert projects(ann) == {first.project_id}


def test_a_label_that_a_person_deleted_stays_deleted_after_undo_and_another_import() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    delete_label(ann, label=Label.objects.of(ann).get(name="Green").id)
    undo(ann, batch=first.batch)

    imported(ann, everything())

    assert "Green" not in Label.objects.of(ann).filter(deleted_at=None).values_list("name", flat=True)
    assert Label.objects.of(ann).filter(name="safety").count() == 1


def test_a_comment_that_undo_took_comes_again_and_one_that_a_person_deleted_does_not() -> None:
    ann = PersonFactory()
    later = everything()
    imported(ann, {**later, "actions": []})
    second = imported(ann, later)
    undo(ann, batch=second.batch)
    assert not Comment.objects.of(ann).filter(deleted_at=None).exists()

    third = imported(ann, later)
    assert Comment.objects.of(ann).filter(deleted_at=None).count() == third.result["comments"] == 4
    delete_comment(ann, comment=Comment.objects.of(ann).filter(deleted_at=None).latest("created_at").id)
    imported(ann, later)

    assert Comment.objects.of(ann).filter(deleted_at=None).count() == 3


def test_what_was_restored_by_hand_after_undo_is_here() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1, 2))
    undo(ann, batch=first.batch)
    restore(ann, entry=first.project_id)
    restore(ann, entry=task(ann, "Card 1").id)

    run = imported(ann, cards(1, 2))

    assert (live(ann), run.result) == ({"Card 1", "Card 2"}, {"restored": 1, "unchanged": 1})


def test_coming_back_leaves_one_change_a_task_and_none_for_what_is_on_it() -> None:
    ann = PersonFactory()
    undo(ann, batch=imported(ann, everything()).batch)

    run = imported(ann, everything())

    verbs = Change.objects.of(ann).filter(batch=run.batch).values_list("kind", "verb")
    assert set(verbs) == {("project", "restored"), ("task", "restored"), ("label", "restored")}
