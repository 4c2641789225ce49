"""The page of an import that ran: what it did, what stays, the way back."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.commands import delete_project, edit_task, undo
from tasks.imports.models import Import
from tasks.models import Project, Task
from tests.factories import PersonFactory
from tests.tasks.imports.by_page import confirm, waiting
from tests.tasks.pages import STATEMENTS, address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


def _ran(access: Access, **choices: Any) -> tuple[Import, Any]:
    """An import that ran to its end, and its page."""
    run = waiting(access)
    proposed = client_of(access).get(address(access, "import_run", run.id)).context["into"]
    confirm(access, run, into=proposed, **choices)
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
    preview = client_of(ann).get(address(ann, "import_run", waiting(ann).id)).content.decode()

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
