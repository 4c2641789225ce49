"""Importing by page: the file, the preview, the job."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.imports.formats import read_upload
from tasks.imports.models import Import
from tasks.imports.queries import runs
from tasks.models import Project, Task
from tests.factories import MemberFactory, PersonFactory
from tests.tasks.imports.by_page import BOARD, confirm, upload, waiting
from tests.tasks.pages import STATEMENTS, address, client_of, toasts

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


def test_a_file_is_read_and_its_preview_follows_before_anything_is_written(ann: Access) -> None:
    before = Task.objects.of(ann).count()

    answer = upload(ann)
    page = client_of(ann).get(answer["Location"])

    assert answer.status_code == 302
    assert page.context["plan"].tasks == 8
    assert "Order rope for the north pier" in page.content.decode()
    assert Task.objects.of(ann).count() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"{", "JSON"), (b'{"name": "x"}', "Trello"), (b"\xff\xfe\x00", "")],
)
def test_a_file_that_is_no_board_is_refused_beside_the_field(ann: Access, content: bytes, words: str) -> None:
    answer = upload(ann, content)

    assert answer.status_code == 422
    assert words.lower() in " ".join(answer.context["errors"]).lower()
    assert not Import.objects.of(ann).exists()


def test_without_a_file_the_page_asks_for_one(ann: Access) -> None:
    answer = client_of(ann).post(address(ann, "import_new"))

    assert answer.status_code == 422
    assert answer.context["errors"][0].startswith("Choose the file")


def test_confirming_runs_the_job_and_shows_what_it_did_with_one_undo(ann: Access) -> None:
    run = waiting(ann)

    confirm(ann, run)
    running = client_of(ann).get(address(ann, "import_run", run.id)).content.decode()
    run_due()
    done = client_of(ann).get(address(ann, "import_run", run.id))

    assert 'hx-trigger="every 1s"' in running
    assert 'http-equiv="refresh"' in running
    assert "13 tasks were imported." in done.content.decode()
    client_of(ann).post(done.context["undo_url"])
    project = Project.objects.of(ann).get(name="Harbour")
    assert not Task.objects.of(ann).filter(project=project, deleted_at=None).exists()


@pytest.mark.parametrize("act", ["import", "discard"])
def test_an_import_that_was_started_in_another_tab_shows_how_far_it_is(
    ann: Access, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, client = waiting(ann), client_of(ann)
    address_of = address(ann, "import_run", run.id)
    read = runs.read_run
    confirm(ann, run)
    reads = iter([run])  # this tab's request had read it before the other tab's was carried out
    monkeypatch.setattr(runs, "read_run", lambda access, which: next(reads, None) or read(access, which))
    monkeypatch.setattr(runs, "waiting_items", lambda *_: read_upload(io.BytesIO(BOARD)))

    answer = client.post(
        address_of,
        {"act": act, "project_name": "Harbour"},
        headers={"Referer": f"http://testserver{address_of}"},
        follow=True,
    )

    assert answer.redirect_chain == [(address_of, 303)]
    assert "has been started already" in toasts(answer)[0]


def test_discarding_forgets_the_file(ann: Access) -> None:
    run = waiting(ann)

    client_of(ann).post(address(ann, "import_run", run.id), {"act": "discard"})

    assert not Import.objects.of(ann).exists()


def test_stopping_takes_back_what_was_written(ann: Access) -> None:
    run = waiting(ann)
    confirm(ann, run)

    client_of(ann).post(address(ann, "import_stop", run.id))
    run_due()

    page = client_of(ann).get(address(ann, "import_run", run.id)).content.decode()
    assert "Stopped by" in page
    assert "was taken back" in page


def test_a_member_imports_into_a_project_that_is_there_but_makes_none(ann: Access) -> None:
    bob = MemberFactory(of=ann)
    run = waiting(bob)

    page = client_of(bob).get(address(bob, "import_run", run.id))
    answer = confirm(bob, run)

    assert "new" not in dict(page.context["projects"])
    assert answer.status_code == 422
    assert "new project" in answer.context["errors"]["project"][0]


def test_after_undo_the_preview_says_what_comes_back_and_into_which_project(ann: Access) -> None:
    first = waiting(ann)
    confirm(ann, first)
    run_due()
    client_of(ann).post(client_of(ann).get(address(ann, "import_run", first.id)).context["undo_url"])
    bob, run = MemberFactory(of=ann), waiting(ann)

    page = client_of(ann).get(address(ann, "import_run", run.id))
    theirs = client_of(bob).get(address(bob, "import_run", run.id))

    home = str(Project.objects.of(ann).get(name="Harbour").id)
    assert "13 of them have been in Trash since an undo and come back" in page.content.decode()
    assert (page.context["into"], dict(page.context["projects"])[home]) == (home, "Harbour, back from Trash")
    assert home not in dict(theirs.context["projects"])


def test_the_import_of_another_workspace_is_not_found(ann: Access) -> None:
    run = waiting(PersonFactory())

    assert client_of(ann).get(address(ann, "import_run", run.id)).status_code == 404


@pytest.mark.parametrize(("seconds", "words"), [(0, "just now"), (59, "just now"), (60, "1\xa0minute ago")])
def test_the_pages_tell_when_an_import_was_in_whole_minutes(ann: Access, seconds: int, words: str) -> None:
    run = waiting(ann)

    with time_machine.travel(run.created_at + timedelta(seconds=seconds), tick=False):
        pages = [client_of(ann).get(address(ann, "import_new")), client_of(ann).get(address(ann, "import_run", run.id))]

    assert all(words in page.content.decode() for page in pages)


def test_the_pages_take_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    run, client = waiting(ann), client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "import_new"))
    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "import_run", run.id))


def test_the_page_of_a_new_import_links_to_a_sample_board_for_who_has_none() -> None:
    ann = PersonFactory()

    page = client_of(ann).get(address(ann, "import_new")).content.decode()

    assert "samples/trello-board" in page
