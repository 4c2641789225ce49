"""Importing by page: the file, the preview, the job, the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.models import Import, Project, Task
from tests.factories import MemberFactory, PersonFactory, ProjectFactory
from tests.tasks.pages import STATEMENTS, address, client_of

pytestmark = pytest.mark.django_db

BOARD = (Path(__file__).parents[2] / "static" / "samples" / "trello-board.json").read_bytes()


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


def _upload(access: Access, content: bytes = BOARD, name: str = "board.json") -> Any:
    return client_of(access).post(address(access, "import_new"), {"file": SimpleUploadedFile(name, content)})


def _waiting(access: Access) -> Import:
    _upload(access)
    return Import.objects.of(access).latest("created_at")


def _confirm(access: Access, run: Import, **choices: Any) -> Any:
    values = {"into": "new", "project_name": "Harbour", **choices}
    return client_of(access).post(address(access, "import_run", run.id), values)


def test_a_file_is_read_and_its_preview_follows_before_anything_is_written(ann: Access) -> None:
    before = Task.objects.of(ann).count()

    answer = _upload(ann)
    page = client_of(ann).get(answer["Location"])

    assert answer.status_code == 302
    assert page.context["found"].tasks == 8
    assert "Order rope for the north pier" in page.content.decode()
    assert Task.objects.of(ann).count() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"{", "JSON"), (b'{"name": "x"}', "Trello"), (b"\xff\xfe\x00", "")],
)
def test_a_file_that_is_no_board_is_refused_beside_the_field(ann: Access, content: bytes, words: str) -> None:
    answer = _upload(ann, content)

    assert answer.status_code == 422
    assert words.lower() in " ".join(answer.context["errors"]).lower()
    assert not Import.objects.of(ann).exists()


def test_without_a_file_the_page_asks_for_one(ann: Access) -> None:
    answer = client_of(ann).post(address(ann, "import_new"))

    assert answer.status_code == 422
    assert answer.context["errors"] == ["Choose the file that Trello exported."]


def test_confirming_runs_the_job_and_shows_what_it_did_with_one_undo(ann: Access) -> None:
    run = _waiting(ann)

    _confirm(ann, run)
    running = client_of(ann).get(address(ann, "import_run", run.id)).content.decode()
    run_due()
    done = client_of(ann).get(address(ann, "import_run", run.id))

    assert 'hx-trigger="every 1s"' in running
    assert 'http-equiv="refresh"' in running
    assert "13 tasks came." in done.content.decode()
    client_of(ann).post(done.context["undo_url"])
    project = Project.objects.of(ann).get(name="Harbour")
    assert not Task.objects.of(ann).filter(project=project, deleted_at=None).exists()


def test_the_choices_of_the_form_are_those_of_the_import(ann: Access) -> None:
    run, project = _waiting(ann), ProjectFactory(access=ann)
    lists = client_of(ann).get(address(ann, "import_run", run.id)).context["lists"]
    row = next(row for row, _ in lists if row.tasks and not row.item.archived)

    _confirm(ann, run, into=str(project.id), archived="leave_out", **{f"status.{row.item.source_id}": "in_review"})

    run.refresh_from_db(from_queryset=Import.objects.of(ann))
    assert run.project_id == project.id
    assert run.choices["archived"] == "leave_out"
    assert run.choices["statuses"][row.item.source_id] == "in_review"


@pytest.mark.parametrize(
    ("choice", "field"),
    [({"project_name": " "}, "project_name"), ({"into": "nowhere"}, "project"), ({"archived": "maybe"}, "archived")],
)
def test_a_choice_that_cannot_be_is_said_and_the_others_are_kept(ann: Access, choice: Any, field: str) -> None:
    run = _waiting(ann)

    answer = _confirm(ann, run, **{"trashed": "restore", **choice})

    assert answer.status_code == 422
    assert field in answer.context["errors"]
    assert answer.context["trashed"] == "restore"


def test_discarding_forgets_the_file(ann: Access) -> None:
    run = _waiting(ann)

    client_of(ann).post(address(ann, "import_run", run.id), {"act": "discard"})

    assert not Import.objects.of(ann).exists()


def test_stopping_takes_back_what_was_written(ann: Access) -> None:
    run = _waiting(ann)
    _confirm(ann, run)

    client_of(ann).post(address(ann, "import_stop", run.id))
    run_due()

    page = client_of(ann).get(address(ann, "import_run", run.id)).content.decode()
    assert "Stopped by" in page
    assert "was taken back" in page


def test_a_member_imports_into_a_project_that_is_there_but_makes_none(ann: Access) -> None:
    bob = MemberFactory(of=ann)
    run = _waiting(bob)

    page = client_of(bob).get(address(bob, "import_run", run.id))
    answer = _confirm(bob, run)

    assert "new" not in dict(page.context["projects"])
    assert answer.status_code == 422
    assert "new project" in answer.context["errors"]["project"][0]


def test_after_undo_the_preview_says_what_comes_back_and_into_which_project(ann: Access) -> None:
    first = _waiting(ann)
    _confirm(ann, first)
    run_due()
    client_of(ann).post(client_of(ann).get(address(ann, "import_run", first.id)).context["undo_url"])
    bob, run = MemberFactory(of=ann), _waiting(ann)

    page = client_of(ann).get(address(ann, "import_run", run.id))
    theirs = client_of(bob).get(address(bob, "import_run", run.id))

    home = str(Project.objects.of(ann).get(name="Harbour").id)
    assert "13 of them are in Trash since an undo and come back" in page.content.decode()
    assert (page.context["into"], dict(page.context["projects"])[home]) == (home, "Harbour, back from Trash")
    assert home not in dict(theirs.context["projects"])


def test_the_import_of_another_workspace_is_not_found(ann: Access) -> None:
    run = _waiting(PersonFactory())

    assert client_of(ann).get(address(ann, "import_run", run.id)).status_code == 404


def test_the_pages_take_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    run, client = _waiting(ann), client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "import_new"))
    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "import_run", run.id))
