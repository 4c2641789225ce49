"""What an import will do and what it did, in numbers and sentences."""

import pytest

from primetrade.errors import NotFound
from tasks.commands import delete_project
from tasks.imports.items import Items
from tasks.imports.plan import Preview, preview
from tasks.imports.queries.runs import latest_runs, progress, read_run, summary, waiting_items
from tests.factories import LabelFactory, MemberFactory, PersonFactory
from tests.tasks.imports.boards import board, everything
from tests.tasks.imports.runs import imported, started

pytestmark = pytest.mark.django_db


def previewed(access: object, value: dict) -> Preview:
    run = started(access, value)  # type: ignore[arg-type]
    items = waiting_items(access, run.id)
    assert isinstance(items, Items)
    return preview(items, access, user=access.user)


def test_the_preview_counts_what_will_come() -> None:
    ann = PersonFactory(name="Mara Lindqvist", timezone="Europe/Oslo")
    LabelFactory(access=ann, name="Safety")

    seen = previewed(ann, everything())

    assert (seen.tasks, seen.subtasks, seen.archived, seen.comments, len(seen.labels)) == (8, 5, 2, 4, 5)
    assert [label.name for label in seen.new_labels] == ["Green", "paper", "Harbour", "Last winter"]
    assert (seen.known, seen.known_in_trash, seen.unrecognised) == (0, 0, 2)
    assert [(row.item.name, row.tasks, row.example) for row in seen.lists][:2] == [
        ("Harbour", 2, "Winter hours on the door"),
        ("To do", 2, "Measure the bollards"),
    ]
    assert [(row.item.name, row.tasks, row.user_name) for row in seen.people] == [
        ("Mara Lindqvist", 2, "Mara Lindqvist"),
        ("Tomas Feld", 2, ""),
        ("Kaya Berg", 1, ""),
    ]
    assert (seen.proposed.project, seen.proposed.project_name) == ("", "Harbour office")
    assert seen.proposed.zone == "Europe/Oslo"
    assert len(seen.sample) == 4


def test_the_preview_proposes_nobody_where_two_members_share_a_name() -> None:
    ann = PersonFactory(name="Mara Lindqvist")
    MemberFactory(of=ann, name="mara lindqvist")

    assert previewed(ann, everything()).people[0].user_id is None


def test_the_preview_of_a_known_board_proposes_its_project_unless_that_is_gone() -> None:
    ann = PersonFactory()
    run = imported(ann, everything(), archived="trash")

    again = previewed(ann, everything())
    delete_project(ann, project=run.project_id)
    later = previewed(ann, everything())

    assert (again.proposed.project, again.known, again.known_in_trash) == (str(run.project_id), 13, 0)
    assert (later.proposed.project, later.known, later.known_in_trash) == ("", 13, 13)
    assert (again.to_restore, later.to_restore) == (2, 0)


def test_progress_is_told_of_one_import_and_the_list_has_the_newest_first() -> None:
    ann = PersonFactory()
    first, second = imported(ann, board()), started(ann, board())

    assert [row.id for row in latest_runs(ann)] == [second.id, first.id]
    assert progress(read_run(ann, first.id)).percent == 100
    assert progress(read_run(ann, second.id)).percent == 0
    with pytest.raises(NotFound):
        read_run(PersonFactory(), first.id)


def test_what_an_import_did_is_told_in_sentences() -> None:
    ann = PersonFactory()

    first, again = imported(ann, everything(), archived="leave_out"), imported(ann, everything())

    assert summary(first) == (
        "11 tasks were imported.",
        "4 comments were imported.",
        "4 labels were created.",
        "2 tasks were left out, as you chose.",
    )
    assert summary(again) == (
        "2 tasks were imported.",
        "1 label was created.",
        "11 tasks were here already and are the same.",
    )
