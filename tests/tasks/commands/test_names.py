"""A name is there once in a workspace, whatever its case, in any alphabet and on both databases."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction

from accounts.access import Access
from primetrade.errors import Conflict, InvalidInput
from tasks.commands import (
    create_label,
    create_project,
    create_task,
    delete_label,
    delete_project,
    edit_label,
    edit_project,
    restore,
    undo,
)
from tasks.models import Label, Project
from tests.api.conftest import Caller
from tests.factories import PersonFactory, TaskFactory
from tests.tasks.imports.boards import board, card
from tests.tasks.imports.runs import confirm, imported, started
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize(
    ("kind", "create", "edit", "delete"),
    [
        ("label", create_label, edit_label, delete_label),
        ("project", create_project, edit_project, delete_project),
    ],
    ids=["label", "project"],
)
TAKEN = {"name": ["This name is taken. Choose another."]}


@KINDS
def test_a_second_one_is_refused_and_a_mark_makes_another_name(
    kind: str, create: Any, edit: Any, delete: Any, ann: Access
) -> None:
    zoe = create(ann, name="Zoë").value
    with pytest.raises(Conflict, match=f"There is a {kind} named ZOË already.") as refused:
        create(ann, name="ZOË")
    assert refused.value.errors == TAKEN
    other = create(ann, name="Zoe").value
    with pytest.raises(Conflict):
        edit(ann, **{kind: other.id}, name="zoë")
    assert edit(ann, **{kind: zoe.id}, name="ZOË").value.name == "ZOË"
    create(PersonFactory(), name="Zoë")


@KINDS
def test_the_trash_frees_a_name_and_gives_nothing_back_under_one_that_is_taken(
    kind: str, create: Any, edit: Any, delete: Any, ann: Access
) -> None:
    first = create(ann, name="Öl").value
    gone = delete(ann, **{kind: first.id})
    second = create(ann, name="ÖL").value

    with pytest.raises(Conflict, match=f"There is another {kind} named Öl now. Rename or delete that one"):
        restore(ann, entry=first.id)
    assert undo(ann, batch=gone.batch).value.left == (f"There is another {kind} named Öl now.",)

    renamed = edit(ann, **{kind: second.id}, name="Else")
    restore(ann, entry=first.id)
    assert undo(ann, batch=renamed.batch).value.left == (f"There is another {kind} named ÖL now.",)


@KINDS
def test_the_api_and_the_database_refuse_it_too(kind: str, create: Any, edit: Any, delete: Any, ann: Access) -> None:
    row = create(ann, name="Ärger").value
    answer = Caller(ann).post(f"{kind}s", {"name": "ÄRGER"})
    assert (answer.status_code, answer.json()["errors"]) == (409, TAKEN)
    twin = type(row)(workspace_id=ann.workspace_id, name="ärger", **({"key": "TWIN"} if kind == "project" else {}))
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_form_of_a_project_says_that_its_name_is_taken(ann: Access) -> None:
    create_project(ann, name="Ärger")
    client, at = Visitor(ann).client, f"/w/{ann.workspace.slug}/projects"
    new = client.post(f"{at}/new", {"name": "ÄRGER", "colour": "red"})
    renamed = client.post(f"{at}/GO/settings", {"name": "ärger", "colour": "red"})
    assert [new.status_code, renamed.status_code] == [422, 422]
    assert new.context["form"].errors == renamed.context["form"].errors == TAKEN
    assert "ÄRGER" in text(new)


def test_a_label_is_named_in_any_case_when_it_is_put_on_and_when_it_is_filtered_by(ann: Access) -> None:
    label = create_label(ann, name="Ärger").value
    task = create_task(ann, title="One", labels=["ÄRGER", "Neu", "NEU"], create_labels=True).value
    TaskFactory(access=ann)
    api = Caller(ann)
    for name in ("ärger", "ÄRGER", "A\u0308rger"):
        for parameter in ("label", "label_all"):
            found = api.get(f"tasks?{urlencode({parameter: name})}")
            assert [row["id"] for row in found.json()["data"]] == [str(task.id)], (name, found.content)
    assert set(Label.objects.of(ann).values_list("name", flat=True)) == {"Ärger", "Neu"}
    assert str(label.id) in {one["id"] for one in api.get(f"tasks/{task.id}").json()["data"]["labels"]}
    assert api.get("tasks?label=Arger").status_code == 400


def test_an_import_takes_the_label_that_has_the_name_in_another_case(ann: Access) -> None:
    label = create_label(ann, name="Ärger").value
    imported(ann, board(cards=[card(1, labels=[{"id": "65" + "0" * 22, "name": "ÄRGER", "color": "red"}])]))
    assert list(Label.objects.of(ann).values_list("id", flat=True)) == [label.id]


def test_an_import_proposes_a_free_name_for_its_project_and_refuses_a_taken_one(ann: Access) -> None:
    create_project(ann, name="PIER")
    run = started(ann, board())
    with pytest.raises(InvalidInput) as refused:
        confirm(ann, run=run.id, project_name="pier")
    assert refused.value.errors == {"project_name": TAKEN["name"]}
    confirm(ann, run=run.id)
    assert Project.objects.of(ann).filter(name="Pier 2").exists()
