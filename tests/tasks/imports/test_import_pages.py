"""Importing by page: the file, the preview, the job, the way back."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.access import Access
from primetrade.commands import Write
from primetrade.errors import Conflict
from primetrade.jobs import run_due
from tasks.commands import delete_project, edit_task, undo
from tasks.imports.formats import read_upload
from tasks.imports.models import Import
from tasks.imports.queries import runs
from tasks.models import Project, Task
from tests.factories import MemberFactory, PersonFactory, ProjectFactory
from tests.tasks.pages import STATEMENTS, address, client_of, toasts

pytestmark = pytest.mark.django_db

BOARD = (Path(__file__).parents[3] / "static" / "samples" / "trello-board.json").read_bytes()


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
    assert page.context["plan"].tasks == 8
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
    assert answer.context["errors"][0].startswith("Choose the file")


def test_confirming_runs_the_job_and_shows_what_it_did_with_one_undo(ann: Access) -> None:
    run = _waiting(ann)

    _confirm(ann, run)
    running = client_of(ann).get(address(ann, "import_run", run.id)).content.decode()
    run_due()
    done = client_of(ann).get(address(ann, "import_run", run.id))

    assert 'hx-trigger="every 1s"' in running
    assert 'http-equiv="refresh"' in running
    assert "13 tasks were imported." in done.content.decode()
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


def test_a_choice_that_contradicts_what_is_there_keeps_the_others(ann: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    run = _waiting(ann)
    monkeypatch.setattr(Write, "finish", _refuse)

    answer = _confirm(ann, run, project_name="Lighthouse", archived="leave_out")

    assert answer.status_code == 409
    assert "Somebody was faster" in answer.content.decode()
    assert (answer.context["project_name"], answer.context["archived"]) == ("Lighthouse", "leave_out")


def _refuse(_write: Write) -> int:
    raise Conflict("Somebody was faster.")


@pytest.mark.parametrize("act", ["import", "discard"])
def test_an_import_that_was_started_in_another_tab_shows_how_far_it_is(
    ann: Access, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, client = _waiting(ann), client_of(ann)
    address_of = address(ann, "import_run", run.id)
    read = runs.read_run
    _confirm(ann, run)
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
    run = _waiting(ann)

    client_of(ann).post(address(ann, "import_run", run.id), {"act": "discard"})

    assert not Import.objects.of(ann).exists()


def test_an_unreadable_choice_is_reported_beside_what_it_is_a_choice_of(ann: Access) -> None:
    run = _waiting(ann)
    preview = client_of(ann).get(address(ann, "import_run", run.id))
    person = f"person.{preview.context['people'][0][0].item.source_id}"

    answer = _confirm(ann, run, **{person: "nobody", "into": "nowhere"})

    assert answer.status_code == 422
    assert answer.context["errors"].keys() == {"people", "project"}
    assert _confirm(ann, run, **{person: "nobody"}).context["errors"].keys() == {"people"}


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
    assert "13 of them have been in Trash since an undo and come back" in page.content.decode()
    assert (page.context["into"], dict(page.context["projects"])[home]) == (home, "Harbour, back from Trash")
    assert home not in dict(theirs.context["projects"])


def test_the_import_of_another_workspace_is_not_found(ann: Access) -> None:
    run = _waiting(PersonFactory())

    assert client_of(ann).get(address(ann, "import_run", run.id)).status_code == 404


@pytest.mark.parametrize(("seconds", "words"), [(0, "just now"), (59, "just now"), (60, "1\xa0minute ago")])
def test_the_pages_tell_when_an_import_was_in_whole_minutes(ann: Access, seconds: int, words: str) -> None:
    run = _waiting(ann)

    with time_machine.travel(run.created_at + timedelta(seconds=seconds), tick=False):
        pages = [client_of(ann).get(address(ann, "import_new")), client_of(ann).get(address(ann, "import_run", run.id))]

    assert all(words in page.content.decode() for page in pages)


def test_the_pages_take_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    run, client = _waiting(ann), client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "import_new"))
    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "import_run", run.id))


def _ran(access: Access, **choices: Any) -> tuple[Import, Any]:
    """An import that ran to its end, and its page."""
    run = _waiting(access)
    proposed = client_of(access).get(address(access, "import_run", run.id)).context["into"]
    _confirm(access, run, into=proposed, **choices)
    run_due()
    return run, client_of(access).get(address(access, "import_run", run.id))


def test_the_page_of_an_undone_import_says_so_and_leads_to_what_stays(ann: Access) -> None:
    run, page = _ran(ann)
    rope = Task.objects.of(ann).get(title="Order rope for the north pier")
    edit_task(ann, task=rope.id, priority=4)

    after = client_of(ann).post(page.context["undo_url"], {"next": address(ann, "import_run", run.id)}, follow=True)

    words, key = after.content.decode(), f"{Project.objects.of(ann).get(name='Harbour').key}-{rope.number}"
    assert "This import was undone" in words
    assert "is here</h1>" not in words
    assert [row.key for row in after.context["kept"]] == [key]
    assert words.count(f'href="{address(ann, "task", key)}"') == 2  # in the list, and in the toast
    client_of(ann).post(after.context["redo_url"])
    assert "Harbour is here" in client_of(ann).get(address(ann, "import_run", run.id)).content.decode()


def test_the_page_of_an_unchanged_import_offers_the_earlier_one(ann: Access) -> None:
    first, _ = _ran(ann)
    run, page = _ran(ann)

    words = page.content.decode()
    assert "Harbour is up to date" in words
    assert page.context["undo_url"] == ""
    assert address(ann, "import_run", first.id) in words
    client_of(ann).post(page.context["earlier_undo_url"])
    assert "This import was undone" in client_of(ann).get(address(ann, "import_run", first.id)).content.decode()
    assert "An earlier import" not in client_of(ann).get(address(ann, "import_run", run.id)).content.decode()


def test_up_to_date_is_not_said_of_what_is_in_the_trash(ann: Access) -> None:
    _ran(ann)
    delete_project(ann, project=Project.objects.of(ann).get(name="Harbour").id)

    _, page = _ran(ann)

    words = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert "up to date" not in words
    assert "Nothing was imported" in words
    assert "13 tasks are in Trash and stay there." in words
    assert f'href="{address(ann, "trash")}"' in words


def test_a_project_in_the_trash_comes_back_with_its_tasks_when_that_is_chosen(ann: Access) -> None:
    _ran(ann)
    home = Project.objects.of(ann).get(name="Harbour")
    delete_project(ann, project=home.id)
    preview = client_of(ann).get(address(ann, "import_run", _waiting(ann).id)).content.decode()

    run, page = _ran(ann, trashed="restore")

    assert "Are restored, with their project Harbour" in preview
    assert "from an earlier run" not in preview
    assert Import.objects.of(ann).get(id=run.id).project_id == home.id
    assert "Harbour is here" in page.content.decode()


def test_what_stays_of_an_import_that_failed_is_listed_too(ann: Access) -> None:
    run, _ = _ran(ann)
    edit_task(ann, task=Task.objects.of(ann).get(title="Order rope for the north pier").id, priority=4)
    Import.objects.of(ann).filter(id=run.id).update(state="failed", error="Stopped by Ann.")
    undo(ann, batch=Import.objects.of(ann).get(id=run.id).batch)

    page = client_of(ann).get(address(ann, "import_run", run.id))

    assert len(page.context["kept"]) == 1
    assert "except for what somebody has worked on since" in page.content.decode()


def test_the_toast_links_the_first_of_what_stays_and_the_page_of_the_import(ann: Access) -> None:
    run, page = _ran(ann)
    for row in Task.objects.of(ann).filter(project__name="Harbour", parent=None):
        edit_task(ann, task=row.id, priority=4, title=f"<b>{row.title}</b>")

    after = client_of(ann).post(page.context["undo_url"], {"next": address(ann, "projects")}, follow=True)
    toast = after.content.decode().split('class="toast__text"')[1].split("</span>")[0]

    assert toast.count("/tasks/") == 2
    assert f'<a class="link" href="{address(ann, "import_run", run.id)}">everything that stays</a>' in toast
    assert "&lt;b&gt;" in toast


def test_the_pages_of_imports_that_ran_take_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    first, page = _ran(ann)
    unchanged, _ = _ran(ann)
    edit_task(ann, task=Task.objects.of(ann).get(title="Order rope for the north pier").id, priority=4)

    client = client_of(ann)

    for run in (unchanged, first):
        with django_assert_max_num_queries(STATEMENTS):
            client.get(address(ann, "import_run", run.id))
        client.post(page.context["undo_url"])


def _status_of(page: Any, name: str) -> str:
    return next(chosen for row, chosen in page.context["lists"] if row.item.name == name)


def test_all_lists_are_set_at_once_and_nothing_is_written_by_that(ann: Access) -> None:
    run = _waiting(ann)
    url = address(ann, "import_run", run.id)
    harbour = next(row for row, _ in client_of(ann).get(url).context["lists"] if row.item.name == "Harbour")
    typed = {"into": "new", "project_name": "Typed", f"status.{harbour.item.source_id}": "cancelled"}

    one = client_of(ann).post(url, typed | {"act": "check"})
    all_of_them = client_of(ann).post(url, typed | {"act": "set_all", "all": "in_review"})

    assert (one.status_code, all_of_them.status_code) == (200, 200)
    assert (_status_of(one, "Harbour"), _status_of(one, "To do")) == ("cancelled", "todo")
    assert {chosen for _, chosen in all_of_them.context["lists"]} == {"in_review"}
    assert 'value="Typed"' in all_of_them.content.decode()
    assert Import.objects.of(ann).get(id=run.id).state == Import.State.READY


def test_the_preview_tells_labels_and_lost_names_for_what_is_chosen(ann: Access) -> None:
    url = address(ann, "import_run", _waiting(ann).id)
    client = client_of(ann)

    proposed, alone, labelled = (
        client.get(url),
        client.post(url, {"act": "set_all", "all": "todo"}),
        client.post(url, {"act": "set_all", "all": "completed_and_label"}),
    )

    assert [page.context["labels"] for page in (proposed, alone, labelled)] == [5, 3, 9]
    assert "The names of 2 lists will be lost" in alone.content.decode()
    assert "“Harbour”" in alone.content.decode()
    assert "of 2 lists will" not in proposed.content.decode() + labelled.content.decode()


def test_what_is_no_choice_sets_no_list(ann: Access) -> None:
    page = client_of(ann).post(address(ann, "import_run", _waiting(ann).id), {"act": "set_all", "all": "burn"})

    assert (page.context["rest"], _status_of(page, "To do")) == ("", "todo")


def test_lists_beyond_those_shown_are_set_with_all(ann: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.imports.views.runs.CHOICES_SHOWN", 1)
    run = _waiting(ann)
    url = address(ann, "import_run", run.id)
    page = client_of(ann).post(url, {"act": "set_all", "all": "leave_out"})
    assert page.context["unshown"] == 5
    assert "each as set for all" in page.content.decode()

    row, chosen = page.context["lists"][0]
    _confirm(ann, run, rest=page.context["rest"], **{f"status.{row.item.source_id}": chosen})

    assert set(Import.objects.of(ann).get(id=run.id).choices["statuses"].values()) == {"leave_out"}


def test_a_choice_that_is_none_is_said_and_nothing_is_lost(ann: Access) -> None:
    run = _waiting(ann)
    url = address(ann, "import_run", run.id)
    name = f"status.{client_of(ann).get(url).context['lists'][0][0].item.source_id}"

    checked = client_of(ann).post(url, {"act": "check", name: "nonsense"})
    confirmed = _confirm(ann, run, **{name: "nonsense"})

    assert (checked.status_code, confirmed.status_code) == (200, 422)
    assert "nonsense" in confirmed.content.decode()
    assert Import.objects.of(ann).get(id=run.id).state == Import.State.READY


def test_the_page_of_a_new_import_links_to_a_sample_board_for_who_has_none() -> None:
    ann = PersonFactory()

    page = client_of(ann).get(address(ann, "import_new")).content.decode()

    assert "samples/trello-board" in page
