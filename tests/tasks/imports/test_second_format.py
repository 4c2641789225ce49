"""A format more: page and API take its files, tell them from Trello's, and name it where they name Trello."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.access import Access
from primetrade import people
from primetrade.jobs import run_due
from tasks.imports.errors import ForeignFileError
from tasks.imports.format import Format
from tasks.imports.formats import FORMATS, read_upload
from tasks.imports.items import Items, TaskItem
from tasks.imports.models import Import
from tasks.models import Task
from tests.api.conftest import Caller
from tests.api.test_imports import form, upload
from tests.factories import PersonFactory
from tests.tasks.imports.boards import board, encoded
from tests.tasks.imports.runs import imported
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

ABOUT = "Each line becomes a task."


def lines(data: bytes) -> Items:
    """A task a line, of a file that begins with a dash."""
    if not data.startswith(b"- "):
        raise ForeignFileError("This is no list of lines that begin with a dash.")
    titles = [line.removeprefix("- ") for line in data.decode().splitlines()]
    tasks = tuple(TaskItem(str(number), title) for number, title in enumerate(titles))
    return Items(source="lines", board_id="", name="Notes", own_ids=False, tasks=tasks)


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in FORMATS.keys() - {"trello"}:
        monkeypatch.delitem(FORMATS, source)


@pytest.fixture
def _second(_alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        FORMATS, "lines", Format(source="lines", name="Lines", accept=".md,text/markdown", read=lines, about=ABOUT)
    )
    monkeypatch.setitem(people.SOURCES, "lines", "Lines")


def sent(access: Access, name: str, content: bytes) -> Any:
    return client_of(access).post(address(access, "import_new"), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.usefixtures("_alone")
def test_with_trello_alone_the_pages_name_it_and_take_its_files(ann: Access) -> None:
    page = client_of(ann).get(address(ann, "import_new")).content.decode()
    first = client_of(ann).get(reverse("first_run")).content.decode()

    assert "Import from Trello" in page
    assert "or choose a .json file of up to 20 MB" in page
    assert "<h3>" not in page
    assert "Drop a Trello export here" in first
    assert "or choose a .json file" in first
    missing = client_of(ann).post(address(ann, "import_new")).context["errors"]
    assert missing == ["Choose the file that Trello exported."]
    assert page.count('accept=".json,application/json"') == first.count('accept=".json,application/json"') == 1


@pytest.mark.usefixtures("_second")
def test_with_a_second_format_the_pages_take_files_of_both_and_tell_how_to_get_them(ann: Access) -> None:
    page = client_of(ann).get(address(ann, "import_new")).content.decode()
    first = client_of(ann).get(reverse("first_run")).content.decode()

    for drawn in (page, first):
        assert 'accept=".json,application/json,.md,text/markdown"' in drawn
        assert "or choose a .json or .md file" in drawn
    assert "Import from Trello" not in page
    assert "<h3>Trello</h3>" in page
    assert "Export as JSON" in page
    assert "<h3>Lines</h3>" in page
    assert ABOUT in page
    assert "Drop an export here" in first


@pytest.mark.usefixtures("_second")
def test_a_file_of_the_second_format_comes_in_through_the_page(ann: Access) -> None:
    waiting = sent(ann, "Notes.MD", b"- Rope\n- Paint")["Location"]
    page = client_of(ann).get(waiting).content.decode()
    client_of(ann).post(waiting, {"into": "new", "project_name": "Harbour"})
    running = client_of(ann).get(waiting).content.decode()
    run_due()

    assert "Import from Lines" in page
    assert "Trello" not in page + running
    rows = Task.objects.of(ann).filter(external_source="lines", project__name="Harbour")
    assert sorted(rows.values_list("title", flat=True)) == ["Paint", "Rope"]


def test_what_came_in_by_a_format_that_is_no_more_is_still_drawn(ann: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    run = imported(ann, board())
    monkeypatch.delitem(FORMATS, "trello")
    monkeypatch.delitem(people.SOURCES, "trello")

    for page in (address(ann, "import_run", run.id), address(ann, "workspace_dashboard")):
        drawn = client_of(ann).get(page)
        assert drawn.status_code == 200
        assert "trello" in drawn.content.decode()


@pytest.mark.usefixtures("_second")
def test_a_file_of_the_second_format_comes_in_through_the_api(ann: Access) -> None:
    api = Caller(ann)

    run = upload(api, form(("file", b"- Rope\n- Paint", "notes.md"))).json()["data"]
    api.post(f"imports/{run['id']}/start", {})
    run_due()

    assert (run["format"], run["preview"]["tasks"]) == ("lines", 2)
    assert api.get(f"imports/{run['id']}").json()["data"]["result"] == {"created": 2}


@pytest.mark.usefixtures("_second")
def test_trello_is_still_told_by_its_file(ann: Access) -> None:
    sent(ann, "board.json", encoded(board()))

    assert Import.objects.of(ann).get().format == "trello"


@pytest.mark.usefixtures("_second")
def test_where_the_name_says_nothing_the_formats_tell_a_file_by_what_is_in_it() -> None:
    assert read_upload(io.BytesIO(b"- Rope"), name="export").source == "lines"
    assert read_upload(io.BytesIO(encoded(board())), name="export").source == "trello"


@pytest.mark.usefixtures("_second")
def test_a_file_that_no_format_knows_is_refused_with_what_the_first_one_says(ann: Access) -> None:
    assert "a board is an object" in sent(ann, "board.json", b"[]").context["errors"][0]
    assert "begin with a dash" in sent(ann, "notes.md", b"[]").context["errors"][0]
    assert "a board is an object" in sent(ann, "export", b"[]").context["errors"][0]


@pytest.mark.usefixtures("_second")
def test_a_broken_file_is_told_so_and_offered_to_no_other_format(ann: Access) -> None:
    assert "not complete JSON" in sent(ann, "export", b'{"cards": [').context["errors"][0]


@pytest.mark.usefixtures("_second")
def test_without_a_file_the_page_with_several_formats_asks_for_one(ann: Access) -> None:
    answer = client_of(ann).post(address(ann, "import_new"))

    assert answer.context["errors"] == ["Choose the file to import."]
