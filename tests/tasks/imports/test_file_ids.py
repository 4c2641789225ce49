"""What tells the tasks of one file from those of another: ids of the source, or ids that hold for one file alone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.imports.commands.runs import confirm_import
from tasks.imports.errors import ImportFileError
from tasks.imports.format import Format
from tasks.imports.formats import FORMATS, read_upload
from tasks.imports.items import CommentItem, Items, TaskItem, pack, unpack
from tasks.imports.models import Import
from tasks.imports.plan import preview
from tasks.models import Comment, Task
from tests.factories import PersonFactory
from tests.tasks.imports.runs import begun

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = b"Rope\nPaint\n", b"Buoy\nChain\nLamp\n"


def lines(data: bytes) -> Items:
    """A task a line, each with a comment and a subtask; its ids are only positions in the file."""
    tasks: list[TaskItem] = []
    for number, title in enumerate(data.decode().splitlines(), 1):
        comment = CommentItem(str(number), "Ann", datetime(2026, 11, 20, tzinfo=UTC), f"About {title}")
        tasks.append(TaskItem(str(number), title, comments=(comment,)))
        tasks.append(TaskItem(f"{number} below", f"Below {title}", parent_id=str(number)))
    return Items(source="lines", board_id="", name="Lines", own_ids=False, tasks=tuple(tasks))


@pytest.fixture(autouse=True)
def _lines_are_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "lines", Format(source="lines", name="Lines", accept=".txt", read=lines))


def read(data: bytes) -> Items:
    return read_upload(io.BytesIO(data), source="lines")


def imported(access: Access, data: bytes) -> Import:
    items = read(data)
    run = begun(access, items)
    confirm_import(access, run=run.id, items=items)
    run_due()
    return Import.objects.of(access).get(id=run.id)


def titles(access: Access) -> list[str]:
    rows = Task.objects.of(access).filter(external_source="lines", parent_id=None, deleted_at=None)
    return sorted(rows.values_list("title", flat=True))


def test_two_files_without_ids_bring_all_their_tasks() -> None:
    ann = PersonFactory()

    first, second = imported(ann, MONDAY), imported(ann, TUESDAY)

    assert (first.result["created"], second.result["created"]) == (4, 6)
    assert titles(ann) == ["Buoy", "Chain", "Lamp", "Paint", "Rope"]
    assert second.project_id != first.project_id
    assert Comment.objects.of(ann).count() == 5
    assert {row.title for row in Task.objects.of(ann).filter(parent__title="Buoy")} == {"Below Buoy"}


def test_the_same_file_without_ids_again_doubles_nothing_and_the_preview_says_so() -> None:
    ann = PersonFactory()
    first = imported(ann, MONDAY)

    expected = preview(read(MONDAY), ann)
    again = imported(ann, MONDAY)

    assert (expected.known_here, expected.proposed.project) == (4, str(first.project_id))
    assert (again.result, again.batch) == ({"unchanged": 4}, None)
    assert titles(ann) == ["Paint", "Rope"]


def test_a_changed_file_without_ids_comes_anew_and_the_preview_says_so_beforehand() -> None:
    ann = PersonFactory()
    told = [note.title for note in preview(read(MONDAY), ann).notes]
    imported(ann, MONDAY)

    imported(ann, MONDAY + b"Net\n")

    assert told == ["Once the file changes, its tasks can’t be recognised"]
    assert titles(ann) == ["Net", "Paint", "Paint", "Rope", "Rope"]


def test_a_file_with_ids_of_its_source_says_nothing_of_them() -> None:
    own = replace(lines(b""), own_ids=True, tasks=(TaskItem("lines-77a", "Rope"),))

    assert preview(own, PersonFactory()).notes == ()


@pytest.mark.parametrize("number", ["1", "007", "99999"])
def test_a_number_as_short_as_a_position_is_refused_as_an_id_of_the_source(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    own = replace(lines(b""), own_ids=True, tasks=(TaskItem(number, "Rope"),))
    monkeypatch.setitem(FORMATS, "lines", replace(FORMATS["lines"], read=lambda _: own))

    with pytest.raises(ImportFileError, match=f"“{number}”.*no other file has"):
        read(b"Rope")


@pytest.mark.parametrize("source_id", ["", "two words", "x" * 101])
def test_what_cannot_be_kept_as_an_id_is_refused(monkeypatch: pytest.MonkeyPatch, source_id: str) -> None:
    own = replace(lines(b""), own_ids=True, tasks=(TaskItem(source_id, "Rope"),))
    monkeypatch.setitem(FORMATS, "lines", replace(FORMATS["lines"], read=lambda _: own))

    with pytest.raises(ImportFileError, match="can’t be the id of a task"):
        read(b"Rope")


@pytest.mark.parametrize("own_ids", [True, False])
def test_one_id_for_two_tasks_or_two_comments_is_refused(monkeypatch: pytest.MonkeyPatch, own_ids: bool) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    comment = CommentItem("same-c", "Ann", at, "Words")
    twice = (TaskItem("same-t", "Rope"), TaskItem("same-t", "Paint"))
    spoken = (TaskItem("one-t", "Rope", comments=(comment, comment)),)

    for tasks, refused in ((twice, "same-t"), (spoken, "same-c")):
        items = replace(lines(b""), own_ids=own_ids, tasks=tasks)
        monkeypatch.setitem(FORMATS, "lines", replace(FORMATS["lines"], read=lambda _, items=items: items))
        with pytest.raises(ImportFileError, match=refused):
            read(b"Rope")


def test_whether_ids_are_the_sources_own_is_kept_until_the_import_runs() -> None:
    items = read(MONDAY)

    assert unpack(pack(items)) == items
    assert not items.own_ids
