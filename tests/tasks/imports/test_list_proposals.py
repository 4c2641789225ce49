"""What is proposed for the lists of a board: by their name, by their cards, and never losing what a name says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tasks.imports.formats import FORMATS
from tasks.imports.items import MOST_COMPLETED, MOVED_ON, Items
from tasks.imports.plan import Preview, preview
from tasks.imports.queries.runs import summary, waiting_items
from tasks.imports.status_names import SAYING_MORE
from tasks.imports.statuses import status_said
from tasks.models import TaskLabel
from tasks.models.task import Status
from tests.factories import LabelFactory, PersonFactory
from tests.tasks.imports.boards import board, card, encoded
from tests.tasks.imports.runs import imported, started

pytestmark = pytest.mark.django_db

LIST = "650000000000000000000002"
OTHER = "650000000000000000000003"


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("in_progress", "Blocked,Waiting!,Blockiert,En attente,En espera,Aguardando,返信待ち,等待,Ожидание"),
        ("todo", "This week,1. Next,Ideas,Later …,Diese Woche,Cette semaine,Esta semana,Ideias,今週,本周,Потом"),
    ],
)
def test_a_name_that_says_more_than_its_status_is_kept_as_a_label(status: str, names: str) -> None:
    for name in names.split(","):
        found = read(card(1), name=name).lists[0]
        assert (name, found.status, found.recognised, found.keeps_name) == (name, status, True, True)


@pytest.mark.parametrize("name", ["To do", "Backlog", "Doing", "In Arbeit", "Review", "Done", "完了", "Archive 2023"])
def test_a_name_that_says_its_status_alone_is_not(name: str) -> None:
    found = read(card(1), name=name).lists[0]
    assert (found.recognised, found.keeps_name) == (True, False)


def test_every_name_that_says_more_says_a_status() -> None:
    assert [name for name in SAYING_MORE.split(",") if not status_said(name)] == []


def read(*cards: dict[str, Any], name: str = "Customer A", actions: tuple[dict[str, Any], ...] = ()) -> Items:
    lists = [{"id": LIST, "name": name, "pos": 1}, {"id": OTHER, "name": "Customer B", "pos": 2}]
    return FORMATS["trello"].read(encoded(board(lists=lists, cards=list(cards), actions=list(actions))))


def moved(number: int, before: str, after: str) -> dict[str, Any]:
    return {
        "id": f"65000300{number:016x}",
        "type": "updateCard",
        "date": "2024-03-01T10:00:00.000Z",
        "data": {"card": {"id": card(number)["id"]}, "listBefore": {"id": before}, "listAfter": {"id": after}},
    }


@pytest.mark.parametrize(
    ("done", "elsewhere", "status", "evidence"),
    [(9, 4, "completed", MOST_COMPLETED), (8, 4, "todo", ""), (9, 5, "todo", "")],
)
def test_a_list_of_completed_cards_on_a_board_of_open_ones_is_proposed_as_completed(
    done: int, elsewhere: int, status: str, evidence: str
) -> None:
    here = [card(number, dueComplete=number <= done) for number in range(1, 11)]
    others = [card(100 + number, idList=OTHER, dueComplete=number <= elsewhere) for number in range(1, 11)]

    found = read(*here, *others).lists[0]

    assert (found.status, found.recognised, found.evidence, found.keeps_name) == (status, False, evidence, True)


def test_few_cards_decide_nothing() -> None:
    assert read(*(card(number, dueComplete=True) for number in range(1, 10))).lists[0].evidence == ""


def test_a_list_from_which_cards_were_only_moved_on_is_where_work_begins() -> None:
    on = tuple(moved(number, LIST, OTHER) for number in (1, 2, 3))
    back = (moved(4, OTHER, LIST),)

    found = read(card(1), actions=on).lists

    assert [(row.status, row.evidence, row.keeps_name) for row in found] == [
        ("todo", MOVED_ON, True),
        ("todo", "", True),
    ]
    assert read(card(1), actions=on + back).lists[0].evidence == ""
    assert read(card(1), actions=on[:2]).lists[0].evidence == ""


def test_what_a_name_says_is_believed_before_the_cards() -> None:
    found = read(*(card(number, dueComplete=True) for number in range(1, 11)), name="Doing").lists[0]
    assert (found.status, found.evidence) == ("in_progress", "")


def previewed(**fields: Any) -> tuple[Any, Preview]:
    ann = PersonFactory()
    return ann, preview(waiting_items(ann, started(ann, board(**fields)).id), ann, user=ann.user)


LISTS = [
    {"id": LIST, "name": "Customer A", "pos": 1},
    {"id": OTHER, "name": "Nobody’s", "pos": 2},
    {"id": "650000000000000000000004", "name": "Done", "pos": 3},
]


def test_empty_lists_come_last_in_their_order() -> None:
    lists = [{"id": f"65000000000000000000001{n}", "name": f"List {n}", "pos": n} for n in range(5)]
    cards = [card(n, idList=lists[n]["id"]) for n in (1, 3)]

    _, found = previewed(lists=lists, cards=cards)

    assert [row.item.name for row in found.lists] == ["List 1", "List 3", "List 0", "List 2", "List 4"]


def test_the_preview_counts_the_labels_it_will_make_of_names_too() -> None:
    ann, found = previewed(lists=LISTS, cards=[card(1), card(2, idList=LISTS[2]["id"])])
    LabelFactory(access=ann, name="customer a")

    assert [label.name for label in found.labels] == ["Customer A"]
    assert len(found.new_labels) == 1
    assert not preview(found.items, ann, user=ann.user).new_labels


def test_the_notes_say_when_names_go_by_a_choice() -> None:
    _, found = previewed(lists=LISTS, cards=[card(1), card(2, idList=LISTS[2]["id"])])
    chosen = replace(found.choices, statuses=found.choices.statuses | {LIST: "in_progress", OTHER: "todo"})

    note = replace(found, choices=chosen).notes[0]

    assert not found.notes
    assert (note.title, note.count) == ("The name of 1 list will be lost", 1)
    assert "“Customer A”" in note.detail


def test_a_list_of_which_nothing_comes_makes_no_label_and_loses_no_name() -> None:
    _, found = previewed(lists=LISTS, cards=[card(1, closed=True)])
    left_out = replace(found, choices=replace(found.choices, archived="leave_out"))
    chosen = replace(left_out, choices=replace(left_out.choices, statuses=found.choices.statuses | {LIST: "todo"}))

    assert ([label.name for label in found.labels], left_out.labels) == (["Customer A"], ())
    assert not chosen.notes or "name" not in chosen.notes[0].title


def test_the_finished_import_says_whose_names_were_not_kept() -> None:
    ann = PersonFactory()

    kept = imported(ann, board(lists=LISTS, cards=[card(1)]))
    gone = imported(ann, board(id="650000000000000000000009", lists=LISTS, cards=[card(7)]), statuses={LIST: "todo"})

    assert not [line for line in summary(kept) if "name" in line]
    assert summary(gone)[-1] == "As you chose, the names of these lists were not kept as labels: “Customer A”."


@pytest.mark.parametrize("status", Status.values)
def test_each_status_comes_with_the_name_as_a_label(status: str) -> None:
    ann = PersonFactory()

    run = imported(ann, board(lists=LISTS, cards=[card(1)]), statuses={LIST: f"{status}_and_label"})

    link = TaskLabel.objects.of(ann).get(task__project_id=run.project_id)
    assert (link.task.status, link.label.name) == (status, "Customer A")
