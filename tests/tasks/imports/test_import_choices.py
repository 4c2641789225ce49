"""The choices on the preview's page: one list, all lists, what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from primetrade.commands import Write
from primetrade.errors import Conflict
from tasks.imports.models import Import
from tests.factories import PersonFactory, ProjectFactory
from tests.tasks.imports.by_page import confirm, waiting
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


def test_the_choices_of_the_form_are_those_of_the_import(ann: Access) -> None:
    run, project = waiting(ann), ProjectFactory(access=ann)
    lists = client_of(ann).get(address(ann, "import_run", run.id)).context["lists"]
    row = next(row for row, _ in lists if row.tasks and not row.item.archived)

    confirm(ann, run, into=str(project.id), archived="leave_out", **{f"status.{row.item.source_id}": "in_review"})

    run.refresh_from_db(from_queryset=Import.objects.of(ann))
    assert run.project_id == project.id
    assert run.choices["archived"] == "leave_out"
    assert run.choices["statuses"][row.item.source_id] == "in_review"


@pytest.mark.parametrize(
    ("choice", "field"),
    [({"project_name": " "}, "project_name"), ({"into": "nowhere"}, "project"), ({"archived": "maybe"}, "archived")],
)
def test_a_choice_that_cannot_be_is_said_and_the_others_are_kept(ann: Access, choice: Any, field: str) -> None:
    run = waiting(ann)

    answer = confirm(ann, run, **{"trashed": "restore", **choice})

    assert answer.status_code == 422
    assert field in answer.context["errors"]
    assert answer.context["trashed"] == "restore"


def test_a_choice_that_contradicts_what_is_there_keeps_the_others(ann: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    run = waiting(ann)
    monkeypatch.setattr(Write, "finish", _refuse)

    answer = confirm(ann, run, project_name="Lighthouse", archived="leave_out")

    assert answer.status_code == 409
    assert "Somebody was faster" in answer.content.decode()
    assert (answer.context["project_name"], answer.context["archived"]) == ("Lighthouse", "leave_out")


def _refuse(_write: Write) -> int:
    raise Conflict("Somebody was faster.")


def test_an_unreadable_choice_is_reported_beside_what_it_is_a_choice_of(ann: Access) -> None:
    run = waiting(ann)
    preview = client_of(ann).get(address(ann, "import_run", run.id))
    person = f"person.{preview.context['people'][0][0].item.source_id}"

    answer = confirm(ann, run, **{person: "nobody", "into": "nowhere"})

    assert answer.status_code == 422
    assert answer.context["errors"].keys() == {"people", "project"}
    assert confirm(ann, run, **{person: "nobody"}).context["errors"].keys() == {"people"}


def _status_of(page: Any, name: str) -> str:
    return next(chosen for row, chosen in page.context["lists"] if row.item.name == name)


def test_all_lists_are_set_at_once_and_nothing_is_written_by_that(ann: Access) -> None:
    run = waiting(ann)
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
    url = address(ann, "import_run", waiting(ann).id)
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
    page = client_of(ann).post(address(ann, "import_run", waiting(ann).id), {"act": "set_all", "all": "burn"})

    assert (page.context["rest"], _status_of(page, "To do")) == ("", "todo")


def test_lists_beyond_those_shown_are_set_with_all(ann: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.imports.views.runs.CHOICES_SHOWN", 1)
    run = waiting(ann)
    url = address(ann, "import_run", run.id)
    page = client_of(ann).post(url, {"act": "set_all", "all": "leave_out"})
    assert page.context["unshown"] == 5
    assert "each as set for all" in page.content.decode()

    row, chosen = page.context["lists"][0]
    confirm(ann, run, rest=page.context["rest"], **{f"status.{row.item.source_id}": chosen})

    assert set(Import.objects.of(ann).get(id=run.id).choices["statuses"].values()) == {"leave_out"}


def test_a_choice_that_is_none_is_said_and_nothing_is_lost(ann: Access) -> None:
    run = waiting(ann)
    url = address(ann, "import_run", run.id)
    name = f"status.{client_of(ann).get(url).context['lists'][0][0].item.source_id}"

    checked = client_of(ann).post(url, {"act": "check", name: "nonsense"})
    confirmed = confirm(ann, run, **{name: "nonsense"})

    assert (checked.status_code, confirmed.status_code) == (200, 422)
    assert "nonsense" in confirmed.content.decode()
    assert Import.objects.of(ann).get(id=run.id).state == Import.State.READY
