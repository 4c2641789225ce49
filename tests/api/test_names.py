"""Bodies and paths take things by the names that people know; answers have one form."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from primetrade.ids import uuid7
from tasks.commands import edit_project
from tasks.imports.models import Import
from tasks.models import Label
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory


@pytest.fixture
def boat(ann: Access) -> Any:
    return ProjectFactory(access=ann, key="BOAT")


def made(api: Caller, **body: Any) -> Any:
    answer = api.post("tasks", {"title": "One"} | body)
    assert answer.status_code == 201, answer.content
    return answer.json()["data"]


def refused(answer: Any, field: str) -> str:
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field]), answer.content
    return str(answer.json()["errors"][field])


def test_a_project_is_named_by_key_or_id_in_any_case(api: Caller, boat: Any) -> None:
    for name in ("BOAT", "boat", str(boat.id), str(boat.id).upper(), {"id": str(boat.id), "key": "BOAT"}):
        assert made(api, project=name)["project"]["key"] == "BOAT"
    moved = api.patch(f"tasks/{made(api)['id']}", {"project": "boat"}).json()["data"]
    assert moved["key"].startswith("BOAT-")
    refused(api.post("tasks", {"title": "One", "project": "NOPE"}), "project")


def test_a_parent_and_a_neighbour_are_named_by_key(api: Caller, boat: Any) -> None:
    first, second = made(api, project="BOAT"), made(api, project="BOAT")
    assert made(api, parent=first["key"].lower())["parent_id"] == first["id"]
    assert api.patch(f"tasks/{second['key']}", {"before": first["key"].lower()}).status_code == 200
    listed = api.get("tasks?project=BOAT&sort=position&parent=none").json()["data"]
    assert [row["key"] for row in listed] == [second["key"], first["key"]]
    for field in ("parent", "before", "after"):
        refused(api.patch(f"tasks/{second['key']}", {field: "BOAT-99"}), field)


def test_a_task_is_found_by_the_key_that_it_had_before(api: Caller, boat: Any) -> None:
    task = made(api)
    moved = api.patch(f"tasks/{task['key']}", {"project": "BOAT"}).json()["data"]
    former = f"tasks/{task['key'].lower()}"

    changed = api.patch(former, {"title": "Two"}).json()["data"]
    noted = api.post(f"{former}/comments", {"body": "Typed"})
    below = made(api, parent=task["key"], project="BOAT")

    assert (changed["key"], changed["title"]) == (moved["key"], "Two")
    assert (noted.status_code, below["parent_id"]) == (201, task["id"])
    assert api.get(former).json()["data"]["key"] == moved["key"]
    assert [api.get(f"{former}/{rows}").status_code for rows in ("comments", "changes")] == [200, 200]
    assert (api.delete(former).status_code, api.get(former).status_code) == (200, 404)


def test_people_are_named_by_me_by_address_or_by_id(api: Caller, ann: Access) -> None:
    bob, cleo = MemberFactory(of=ann, name="Bob", email="bob@example.org"), MemberFactory(of=ann, name="Cleo")
    task = made(api, assignees=["me", "Bob@Example.org", str(cleo.user.id).upper(), str(bob.user.id)])
    assert [person["name"] for person in task["assignees"]] == ["Ann", "Bob", "Cleo"]
    assert api.patch(f"tasks/{task['id']}", {"assignees": ["me"]}).json()["data"]["assignees"][0]["name"] == "Ann"


def test_an_address_with_and_without_an_account_is_refused_in_the_same_words(api: Caller) -> None:
    eve = PersonFactory(email="eve@example.org")
    strangers = ("eve@example.org", "nobody@example.org", str(eve.user.id), str(uuid7()))
    said = {
        refused(api.post("tasks", {"title": "One", "assignees": [who]}), "assignees.0").replace(who, "…")
        for who in strangers
    }
    assert len(said) == 1


def test_labels_are_named_by_name_in_any_case_or_by_id(api: Caller, ann: Access) -> None:
    bug, late = LabelFactory(access=ann, name="Bug"), LabelFactory(access=ann, name="Late")
    labels = made(api, labels=["bug", "BUG", str(late.id), str(bug.id)])["labels"]
    assert [label["name"] for label in labels] == ["Bug", "Late"]


def test_an_unknown_label_is_refused_by_name_unless_it_shall_be_made(api: Caller, ann: Access) -> None:
    LabelFactory(access=ann, name="Bug")
    body = {"title": "One", "labels": ["Bug", "Shiny", "shiny"]}
    found = api.post("tasks", body).json()["errors"]
    assert list(found) == ["labels.1", "labels.2"]
    assert "Shiny" in str(found)
    answer = api.post("tasks", body | {"create_labels": True}).json()
    assert [label["name"] for label in answer["data"]["labels"]] == ["Bug", "Shiny"]
    assert api.post(f"batches/{answer['meta']['batch']}/undo").status_code == 200
    assert list(Label.objects.of(ann).filter(deleted_at=None).values_list("name", flat=True)) == ["Bug"]


def test_a_change_makes_labels_too(api: Caller) -> None:
    task = made(api)
    refused(api.patch(f"tasks/{task['id']}", {"labels": ["New"]}), "labels.0")
    answer = api.patch(f"tasks/{task['id']}", {"labels": ["New"], "create_labels": True})
    assert answer.json()["data"]["labels"][0]["name"] == "New"


@pytest.mark.parametrize("labels", [[""], ["x" * 51], ["x" * 300], [5], [None], ["\u202e"], ["a"] * 101, [{"id": "a"}]])
def test_what_is_no_name_of_a_label_is_refused(labels: list[Any], api: Caller) -> None:
    answer = api.post("tasks", {"title": "One", "labels": labels, "create_labels": True})
    assert answer.status_code == 422


def test_keys_in_small_letters_and_ids_in_capitals_lead_to_the_same_answer(api: Caller, ann: Access, boat: Any) -> None:
    task = TaskFactory(access=ann, project=boat.id)
    comment = api.post(f"tasks/{task.id}/comments", {"body": "Hello"}).json()["data"]["id"]
    label = str(LabelFactory(access=ann).id)
    for path, other in (
        (f"tasks/{task.id}", "tasks/boat-1"),
        (f"tasks/{task.id}", f"tasks/{str(task.id).upper()}"),
        (f"tasks/{task.id}/comments/{comment}", f"tasks/boat-1/comments/{comment.upper()}"),
        ("projects/BOAT", "projects/boat"),
        ("projects/BOAT", f"projects/{str(boat.id).upper()}"),
        (f"labels/{label}", f"labels/{label.upper()}"),
    ):
        assert api.get(other).json()["data"] == api.get(path).json()["data"]


def test_an_import_is_started_with_names_too(api: Caller, ann: Access, boat: Any, places: dict[str, str]) -> None:
    bob = MemberFactory(of=ann, email="bob@example.org")
    people = [person["id"] for person in api.get(f"imports/{places['run']}").json()["data"]["preview"]["people"]]
    start = f"imports/{places['run']}/start"
    strangers = ("nobody@example.org", str(uuid7()))
    said = {refused(api.post(start, {"people": {people[0]: who}}), "people").replace(who, "…") for who in strangers}
    assert len(said) == 1
    assert (
        api.post(start, {"project": "boat", "people": {people[0]: "me", people[1]: "Bob@example.org"}}).status_code
        == 200
    )
    choices = Import.objects.of(ann).get(id=places["run"]).choices
    assert (choices["project"], choices["people"][people[0]]) == (str(boat.id), str(ann.user.id))
    assert choices["people"][people[1]] == str(bob.user.id)


def test_an_import_into_an_archived_project_is_refused_with_the_way_out(
    api: Caller, ann: Access, boat: Any, places: dict[str, str]
) -> None:
    edit_project(ann, project=boat.id, archived=True)
    answer = api.post(f"imports/{places['run']}/start", {"project": "BOAT"})
    assert "Take it out of the archive first" in refused(answer, "project")
