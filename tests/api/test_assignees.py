"""Whom only a file names is on a task by name alone: such a name is read, sent back, taken off, and not put on."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from tasks.models import Task
from tests.api.conftest import Caller
from tests.factories import MemberFactory
from tests.tasks.imports.claims import bring, forged
from tests.tasks.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(ann: Access) -> Task:
    """A task that a file assigns to somebody called Olivia."""
    return bring(ann, forged("Olivia"))


def names(api: Caller, row: Task) -> list[str]:
    return [one["name"] for one in api.get(f"tasks/{row.id}").json()["data"]["assignees"]]


def refused(answer: Any, *fields: str) -> str:
    assert (answer.status_code, list(answer.json()["errors"])) == (422, list(fields)), answer.content
    return str(answer.json()["errors"])


def test_an_assignee_without_an_id_that_nobody_is_called_by_is_refused_by_name(api: Caller, row: Task) -> None:
    body = {"title": "One", "assignees": ["me", {"id": None, "name": "Zed"}]}
    assert "Zed" in refused(api.post("tasks", body), "assignees.1")
    assert "Olivia" in refused(
        api.post("tasks", {"title": "x", "assignees": [{"id": None, "name": "Olivia"}]}), "assignees.0"
    )
    assert "Zed" in refused(api.patch(f"tasks/{row.id}", body), "assignees.1")
    assert "name" in refused(api.patch(f"tasks/{row.id}", {"assignees": [{"id": None}]}), "assignees.0")
    assert names(api, row) == ["Olivia"]


def test_a_script_takes_names_off_and_undo_puts_them_back(api: Caller, ann: Access, row: Task) -> None:
    before = api.get(f"tasks/{row.id}").json()["data"]
    answer = api.patch(f"tasks/{row.id}", {"assignees": []}).json()

    assert (answer["data"]["assignees"], answer["data"]["version"]) == ([], before["version"] + 1)
    change = api.get(f"tasks/{row.id}/changes").json()["data"][0]
    assert (change["verb"], change["before"]["assignee"]) == ("unassigned", before["assignees"][0])
    assert api.post(f"batches/{answer['meta']['batch']}/undo").json()["data"] == {"steps": 1, "left": []}
    assert api.get(f"tasks/{row.id}").json()["data"]["assignees"] == before["assignees"]


def test_names_that_come_back_stay_beside_members_who_come_and_go(api: Caller, ann: Access, row: Task) -> None:
    bob = MemberFactory(of=ann, name="Bob", email="bob@example.org")
    there = api.get(f"tasks/{row.id}").json()["data"]["assignees"]
    assert api.patch(f"tasks/{row.id}", {"assignees": there}).json()["meta"]["batch"] is None
    both = api.patch(f"tasks/{row.id}", {"assignees": [*there, "bob@example.org"]}).json()["data"]["assignees"]
    assert sorted(one["name"] for one in both) == ["Bob", "Olivia"]
    assert api.patch(f"tasks/{row.id}", {"assignees": [str(bob.user.id)]}).status_code == 200
    assert names(api, row) == ["Bob"]


def test_a_page_that_assigns_a_member_leaves_names_of_the_file_on_the_task(api: Caller, ann: Access, row: Task) -> None:
    for edit in ({"assignee_add": str(ann.user.id)}, {"assignee_remove": str(ann.user.id)}, {"assignees": ""}):
        assert Visitor(ann, htmx=True).edit(row, **edit).status_code < 400
        assert "Olivia" in names(api, row)


def test_the_schema_takes_a_name_without_an_id_of_people_only(api: Caller) -> None:
    schemas = api.get("schema").json()["components"]["schemas"]
    properties = schemas["TaskChange"]["properties"]
    for field in ("project", "parent", "labels", "assignees"):
        schema = properties[field].get("items", properties[field])
        takes_null = [one for one in schema["anyOf"] if one.get("properties", {}).get("id", {}).get("type") == "null"]
        assert bool(takes_null) == (field == "assignees"), field
