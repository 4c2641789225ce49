"""Exports from before 2015, names of checklists, and files that are no export at all."""

import pytest

from tasks.imports.errors import ForeignFileError, ImportFileError
from tasks.imports.formats import FORMATS
from tests.tasks.imports.boards import board, card, encoded

RED = {"color": "red", "name": "Feature"}


def test_labels_that_stand_in_the_cards_alone_come_with_them() -> None:
    listed = {"id": "a1", **RED}
    cards = [card(1, labels=[RED], idLabels=[]), card(2, labels=[listed], idLabels=["a1"]), card(3, idLabels=["a1"])]

    items = FORMATS["trello"].read(encoded(board(cards=cards)))

    assert [(label.name, label.hue) for label in items.labels] == [("Feature", "red")]
    assert [len(task.labels) for task in items.tasks] == [1, 1, 1]
    assert not [note for note in items.notes if "label" in note.title]


def test_a_label_of_a_card_without_a_name_is_called_by_its_colour() -> None:
    items = FORMATS["trello"].read(encoded(board(cards=[card(labels=[{"color": "sky", "name": ""}])])))

    assert [(label.name, label.hue) for label in items.labels] == [("Sky", "teal")]


def test_cards_bring_no_more_labels_than_a_board_may_have() -> None:
    labels = [{"name": f"Label {number}"} for number in range(1_001)]

    with pytest.raises(ImportFileError, match="more than 1,000 labels"):
        FORMATS["trello"].read(encoded(board(cards=[card(labels=labels)])))


@pytest.mark.parametrize(("name", "title"), [("Packing", "Packing: Rope"), ("Checklist", "Rope"), ("", "Rope")])
def test_a_single_checklist_keeps_its_name_where_it_says_something(name: str, title: str) -> None:
    entry = {"id": "b1", "name": "Rope", "pos": 1}
    lists = [{"id": "c1", "idCard": card()["id"], "name": name, "checkItems": [entry]}]

    items = FORMATS["trello"].read(encoded(board(checklists=lists)))

    assert [task.title for task in items.tasks if task.parent_id] == [title]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><html><body>Log in to Trello</body></html>", "a web page"),
        (b"\xef\xbb\xbf\n<html>", "a web page"),
        (b"Card ID,Card Name,Labels\n1,Rope,red\n", "a table (CSV)"),
        (b'"Card ID";"Card Name"\n', "a table (CSV)"),
        (b"%PDF-1.7 \xff\xfe", "a PDF"),
        (b"- Rope\n- Paint\n", "not a Trello board"),
    ],
)
def test_another_kind_of_file_is_called_what_it_is_with_the_way_to_the_right_one(data: bytes, what: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        FORMATS["trello"].read(data)

    assert refused.value.errors["file"][0].startswith(f"This is {what}")
    assert "“Export as JSON”" in refused.value.errors["file"][0]
    assert isinstance(refused.value, ForeignFileError)


@pytest.mark.parametrize("data", ["- Rope".encode("utf-16"), b"PK\x03\x04", b"- Rope\n\xff"])
def test_a_file_that_is_not_even_text_may_still_be_of_another_format(data: bytes) -> None:
    with pytest.raises(ForeignFileError):
        FORMATS["trello"].read(data)
