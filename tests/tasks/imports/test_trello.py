"""What of a Trello board becomes what."""

from datetime import UTC, datetime

import pytest

from tasks.imports.formats import FORMATS
from tasks.imports.items import Items, TaskItem, pack, unpack
from tests.tasks.imports.boards import EVERYTHING, board, card, encoded, everything


@pytest.fixture(scope="module")
def items() -> Items:
    return FORMATS["trello"].read(EVERYTHING.read_bytes())


def task(items: Items, title: str) -> TaskItem:
    return next(task for task in items.tasks if task.title == title)


def note(items: Items, start: str) -> str:
    return next(note.title for note in items.notes if note.title.startswith(start))


def test_the_board_has_its_name_and_description(items: Items) -> None:
    assert (items.source, items.name) == ("trello", "Harbour office")
    assert items.description == "Everything about the pier and the people on it."


def test_lists_stand_in_their_order_with_a_status_by_their_name(items: Items) -> None:
    assert [(found.name, found.status, found.recognised) for found in items.lists] == [
        ("Harbour", "todo", False),
        ("To do", "todo", True),
        ("In Arbeit", "in_progress", True),
        ("Waiting for review", "in_review", True),
        ("✅ Done", "completed", True),
        ("Last winter", "todo", False),
    ]


def test_cards_stand_in_the_order_of_their_lists_and_places(items: Items) -> None:
    assert [task.title for task in items.tasks if not task.parent_id] == [
        "Winter hours on the door",
        "Template: new crew member",
        "Measure the bollards",
        "Order rope for the north pier",
        "Fire drill with the new crew",
        "Untitled, 12 September 2023",
        "Sell the old buoy",
        "Lamp at the ticket window",
    ]


def test_creation_is_the_action_that_made_the_card_or_the_time_in_its_id(items: Items) -> None:
    began = 0x65000000
    assert task(items, "Order rope for the north pier").created_at == datetime.fromtimestamp(began + 50, UTC)
    assert task(items, "Measure the bollards").created_at == datetime.fromtimestamp(began + 7000, UTC)
    assert task(items, "Winter hours on the door").created_at == datetime.fromtimestamp(began + 8000, UTC)
    assert task(items, "Sell the old buoy").created_at == datetime.fromtimestamp(began + 300, UTC)


def test_due_and_start_are_instants_and_due_complete_completes(items: Items) -> None:
    rope = task(items, "Order rope for the north pier")
    drill = task(items, "Fire drill with the new crew")
    assert rope.due == datetime(2023, 11, 30, 17, tzinfo=UTC)
    assert rope.start == datetime(2023, 11, 1, 9, tzinfo=UTC)
    assert not rope.completed
    assert drill.completed
    assert drill.done_at == datetime.fromtimestamp(0x65000000 + 60000, UTC)


def test_unnamed_labels_come_by_colour_only_if_used_and_twins_are_one(items: Items) -> None:
    assert [(label.name, label.hue) for label in items.labels] == [
        ("safety", "red"),
        ("Green", "green"),
        ("paper", "grey"),
    ]
    names = {label.source_id: label.name for label in items.labels}
    assert [names[label] for label in task(items, "Order rope for the north pier").labels] == ["safety", "Green"]


def test_people_with_cards_come_even_when_they_have_left_the_board(items: Items) -> None:
    names = {person.source_id: person.name for person in items.people}
    assert list(names.values()) == ["Mara Lindqvist", "Tomas Feld", "Kaya Berg"]
    assert [names[person] for person in task(items, "Lamp at the ticket window").people] == ["Kaya Berg"]


def test_checklist_entries_are_subtasks_named_by_their_checklist(items: Items) -> None:
    rope = task(items, "Order rope for the north pier")
    entries = [entry for entry in items.tasks if entry.parent_id == rope.source_id]
    assert [(entry.title, entry.completed) for entry in entries] == [
        ("Before: Measure", True),
        ("Before: Ask for two prices", False),
        ("After: Pay the bill", False),
    ]
    assert entries[1].due == datetime(2023, 10, 30, 12, tzinfo=UTC)
    assert entries[1].people == rope.people[:1]
    assert task(items, "People to tell: Coast guard").parent_id == task(items, "Fire drill with the new crew").source_id


def test_comments_have_their_author_and_date_oldest_first(items: Items) -> None:
    comments = task(items, "Order rope for the north pier").comments
    assert [(comment.author, comment.body) for comment in comments] == [
        ("Kaya Berg", "First."),
        ("Mara Lindqvist", "Second: the *blue* one."),
        ("Mara Lindqvist", "Copied along."),
    ]
    assert comments[0].at == datetime.fromtimestamp(0x65000000 + 70000, UTC)
    assert task(items, "Untitled, 12 September 2023").comments[0].author == "Somebody"


def test_closed_cards_and_cards_of_archived_lists_are_archived(items: Items) -> None:
    assert [task.title for task in items.tasks if task.archived] == ["Sell the old buoy", "Lamp at the ticket window"]


def test_custom_fields_and_attachments_end_the_description(items: Items) -> None:
    assert task(items, "Order rope for the north pier").description == (
        "Forty metres, **18 mm**, the blue one.\n\nIf a<b, take b.\n\n"
        "**Fields in Trello**\n\n"
        "- Quay: North\n- Metres: 40.5\n- Delivery: 20 November 2023, 10:00 UTC\n- Ordered: yes\n"
        "- Supplier \\*: Tauwerk \\& Sohn\n\n"
        "**Attachments in Trello**\n\n"
        "- [Price list \\[2023\\].pdf](<https://trello.com/1/cards/rope/attachments/80/download/price%20list.pdf>)\n"
        "- A file on somebody's disk"
    )


@pytest.mark.parametrize(
    "said",
    [
        "2 archived cards",
        "1 attachment is only a link",
        "1 attachment has no web address",
        "1 card has no title",
        "1 comment is not in the file",
        "1 comment belongs to no card",
        "1 checklist entry belongs to no card",
        "1 label of a card is not in the file",
        "1 person on a card is not in the file",
        "1 template comes as an ordinary task",
        "2 votes do not come",
        "1 place on a map does not come",
        "1 sticker does not come",
    ],
)
def test_what_does_not_come_is_said_with_its_number(items: Items, said: str) -> None:
    assert said in [note.title for note in items.notes]


def test_the_posting_address_of_a_card_is_nowhere(items: Items) -> None:
    assert b"secret-rope" in EVERYTHING.read_bytes()
    assert "boards.trello.com" not in repr(items)


def test_packing_loses_nothing(items: Items) -> None:
    assert unpack(pack(items)) == items


def test_an_export_of_a_thousand_actions_is_said_to_be_cut_off() -> None:
    actions = [{"id": f"65000200{n:016x}", "type": "updateBoard", "date": None, "data": {}} for n in range(1000)]
    assert note(FORMATS["trello"].read(encoded(board(actions=actions))), "Older") == "Older comments may be missing"
    assert not FORMATS["trello"].read(encoded(board(actions=actions[1:]))).notes


def test_a_long_title_is_cut_and_goes_on_in_the_description() -> None:
    items = FORMATS["trello"].read(encoded(board(cards=[card(name="rope " * 120, desc="More.")])))
    assert len(items.tasks[0].title) == 500
    assert items.tasks[0].description.endswith("rope rope\n\nMore.")
    assert note(items, "1 title") == "1 title is too long"


def test_a_long_description_is_cut_before_its_attachments() -> None:
    attachment = {"id": "1", "name": "Plan", "url": "https://example.org/plan"}
    items = FORMATS["trello"].read(encoded(board(cards=[card(desc="é" * 20_000, attachments=[attachment])])))
    text = items.tasks[0].description
    assert 19_900 < len(text.encode()) <= 20_000
    assert text.endswith(
        "*(cut here by the import)*\n\n**Attachments in Trello**\n\n- [Plan](<https://example.org/plan>)"
    )
    assert note(items, "1 description") == "1 description is too long"


def test_a_long_comment_is_cut() -> None:
    action = {
        "id": "650003000000000000000001",
        "type": "commentCard",
        "date": "2023-09-13T00:00:00.000Z",
        "data": {"card": {"id": card()["id"]}, "text": "x" * 30_000},
    }
    items = FORMATS["trello"].read(encoded(board(actions=[action])))
    assert len(items.tasks[0].comments[0].body) <= 20_000
    assert note(items, "1 comment") == "1 comment is too long"


def test_characters_nobody_can_see_are_taken_out_and_said() -> None:
    items = FORMATS["trello"].read(
        encoded(board(cards=[card(name="in\x00visible \u202egnp.exe", desc="half \ud83d, \\ud83d, \U0001f600\ud83d")]))
    )
    assert items.tasks[0].title == "invisible gnp.exe"
    assert items.tasks[0].description == "half \ufffd, \\ud83d, \U0001f600\ufffd"
    assert note(items, "1 text") == "1 text holds characters nobody can see"


def test_text_that_looks_like_code_stays_as_it_is() -> None:
    name = "<script>alert(1)</script> a<b {{ 7*7 }} \U0001f600 e\u0301"
    items = FORMATS["trello"].read(encoded(board(cards=[card(name=name)])))
    assert items.tasks[0].title == "<script>alert(1)</script> a<b {{ 7*7 }} \U0001f600 \u00e9"


def test_a_script_address_of_an_attachment_is_no_link() -> None:
    hostile = {"id": "1", "name": "click](javascript:alert(1))", "url": "javascript:alert(1)"}
    broken = {"id": "2", "name": "x", "url": "https://[broken"}
    items = FORMATS["trello"].read(encoded(board(cards=[card(attachments=[hostile, broken])])))
    assert items.tasks[0].description.endswith("- click\\]\\(javascript:alert\\(1\\)\\)\n- x")


def test_cards_without_actions_members_labels_or_checklists_still_come() -> None:
    small = {key: value for key, value in everything().items() if key in ("lists", "cards")}
    items = FORMATS["trello"].read(encoded(small))
    assert len(items.tasks) == 8
    assert items.name == "Trello board"
