"""Into which project a board comes again: one that is here, in the trash, archived, or a new one."""

from typing import Any

import pytest

from primetrade.errors import NotAllowed
from tasks.commands import (
    create_project,
    delete_project,
    delete_task,
    edit_project,
    undo,
)
from tasks.imports.models import Import
from tasks.models import Task
from tests.factories import MemberFactory, PersonFactory
from tests.tasks.imports.boards import board, cards, everything
from tests.tasks.imports.runs import imported, live, projects, task

pytestmark = pytest.mark.django_db


def test_a_card_of_two_boards_stays_where_it_is_and_either_board_brings_it_back() -> None:
    ann = PersonFactory()
    other = {"id": "650000000000000000000009", "name": "Quay"}
    first = imported(ann, cards(1, 2, 3))
    second = imported(ann, cards(3, 4, 5, **other))
    assert second.project_id not in (None, first.project_id)
    assert task(ann, "Card 3").project_id == first.project_id

    undo(ann, batch=first.batch)
    assert live(ann) == {"Card 4", "Card 5"}
    again = imported(ann, cards(3, 4, 5, **other))

    assert (again.project_id, again.result) == (second.project_id, {"restored": 1, "unchanged": 2})
    assert live(ann) == {"Card 3", "Card 4", "Card 5"}
    undo(ann, batch=again.batch)
    last = imported(ann, cards(1, 2, 3))
    assert (last.project_id, live(ann)) == (first.project_id, {f"Card {number}" for number in range(1, 6)})


def test_a_project_deleted_by_hand_stays_deleted_and_no_empty_one_is_made() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    delete_project(ann, project=first.project_id)

    run = imported(ann, everything())

    assert (live(ann), projects(ann), run.project_id) == (set(), set(), None)
    assert (run.result, run.batch) == ({"trashed": 13}, None)


def test_a_project_deleted_by_hand_comes_back_when_that_was_chosen() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    delete_project(ann, project=first.project_id)

    run = imported(ann, everything(), trashed="restore")

    assert (len(live(ann)), run.project_id, projects(ann)) == (13, first.project_id, {first.project_id})
    undo(ann, batch=run.batch)
    assert projects(ann) == set()


def test_new_cards_of_a_board_whose_project_was_deleted_come_into_a_new_one() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1, 2))
    delete_project(ann, project=first.project_id)

    run = imported(ann, cards(1, 2, 3))

    assert (live(ann), projects(ann)) == ({"Card 3"}, {run.project_id})


def test_a_project_that_was_there_before_is_where_they_come_back() -> None:
    ann = PersonFactory()
    own = create_project(ann, name="Own").value.id
    undo(ann, batch=imported(ann, cards(1, 2), project=own).batch)

    run = imported(ann, cards(1, 2))

    assert (run.project_id, projects(ann), live(ann)) == (own, {own}, {"Card 1", "Card 2"})


@pytest.mark.parametrize("nothing", [{"cards": []}, {"lists": [], "cards": []}])
def test_an_import_that_brings_nothing_makes_no_project(nothing: dict[str, Any]) -> None:
    ann = PersonFactory()

    run = imported(ann, board(**nothing))

    assert (run.state, run.project_id, run.batch, projects(ann)) == ("done", None, None, set())


def test_a_new_project_asked_for_is_not_made_for_what_is_here_already() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1, 2))

    run = imported(ann, cards(1, 2), project_name="Another")

    assert (run.result, run.batch, projects(ann)) == ({"unchanged": 2}, None, {first.project_id})


def test_what_would_stay_in_the_trash_makes_no_project_with_its_subtasks_either() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    for found in Task.objects.of(ann).filter(project=first.project_id, parent=None):
        delete_task(ann, task=found.id)
    later = everything()
    later["checklists"][0]["checkItems"].append({"id": "65000900000000000000ffff", "name": "One more", "pos": 99})

    run = imported(ann, later, project_name="Another")

    assert projects(ann) == {first.project_id}
    assert run.result["trashed"] == 14


def test_a_member_who_may_restore_no_project_chooses_another() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    undo(ann, batch=imported(ann, cards(1, 2)).batch)
    own = create_project(ann, name="Own").value.id

    with pytest.raises(NotAllowed):
        imported(bob, cards(1, 2))
    run = imported(bob, cards(1, 2), project=own)

    assert (run.result, projects(ann)) == ({"restored": 2}, {own})
    assert set(Task.objects.of(ann).filter(project=own).values_list("title", flat=True)) == live(ann)


def test_an_archived_project_is_not_where_they_come_back() -> None:
    ann = PersonFactory()
    own = create_project(ann, name="Own").value.id
    undo(ann, batch=imported(ann, cards(1, 2), project=own).batch)
    edit_project(ann, project=own, archived=True)

    run = imported(ann, cards(1, 2, 3))

    assert (run.result, live(ann)) == ({"created": 1, "unchanged": 2}, {"Card 3"})


def test_an_import_that_was_stopped_comes_into_the_project_it_had_made() -> None:
    ann = PersonFactory()
    first = imported(ann, cards(1, 2))
    undo(ann, batch=first.batch)
    Import.objects.of(ann).filter(id=first.id).update(state="failed")

    assert imported(ann, cards(1, 2)).project_id == first.project_id
