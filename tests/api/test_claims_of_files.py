"""The API says of whom a file names that it is the file that does, and who brought it in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.models import Role
from tasks.commands.undo import undo
from tasks.models import Task
from tests.api.conftest import Caller
from tests.factories import MemberFactory
from tests.tasks.imports.boards import board, card
from tests.tasks.imports.claims import PERSON, WORDS, bring, forged
from tests.tasks.imports.runs import imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def mal(ann: Access) -> Access:
    return MemberFactory(of=ann, name="Mal", role=Role.ADMIN)


@pytest.fixture
def row(ann: Access, mal: Access) -> Task:
    """A task that the file of Mal assigns to somebody called Ann, who it says has commented on it."""
    return bring(mal, forged("Ann"))


def claimed(mal: Access) -> dict[str, Any]:
    return {
        "id": None,
        "name": "Ann",
        "source": "trello",
        "brought_in_by": {"id": str(mal.user.id), "name": "Mal"},
    }


def test_the_author_of_a_comment_and_an_assignee_are_the_files(api: Caller, mal: Access, row: Task) -> None:
    (comment,) = api.get(f"tasks/{row.id}/comments").json()["data"]

    assert comment["author"] == claimed(mal)
    assert api.get(f"tasks/{row.id}/comments/{comment['id']}").json()["data"] == comment
    assert api.get(f"tasks/{row.id}").json()["data"]["assignees"] == [claimed(mal)]
    assert api.get(f"tasks?id={row.id}").json()["data"][0]["assignees"] == [claimed(mal)]


def test_a_task_says_that_it_came_with_a_file_and_a_get_may_be_sent_back(api: Caller, mal: Access, row: Task) -> None:
    task = api.get(f"tasks/{row.id}").json()["data"]
    own = api.post("tasks", {"title": "Own"}).json()["data"]

    assert (task["source"], task["created_by"]) == ("trello", "Mal")
    assert own["source"] is None
    assert api.patch(f"tasks/{row.id}", {"title": "New", "source": "trello"}).status_code == 200
    assert api.patch(f"tasks/{row.id}", {"source": None}).status_code == 422


@pytest.mark.parametrize("path", ["changes", "tasks/{row}/changes"])
def test_changes_that_came_with_a_file_say_so(path: str, api: Caller, mal: Access, row: Task) -> None:
    api.patch(f"tasks/{row.id}", {"title": "New"})

    changes = {
        (change["kind"], change["verb"]): change
        for change in api.get(path.format(row=row.id)).json()["data"]
        if change["root_id"] == str(row.id)
    }

    assert changes["task", "created"]["source"] == "trello"
    assert changes["task", "edited"]["source"] is None
    assert changes["comment", "created"]["source"] == "trello"
    assert changes["comment", "created"]["after"]["body"] == WORDS
    assert changes["task", "assigned"]["after"]["assignee"] == claimed(mal)


def test_whoever_takes_a_claimed_name_off_or_puts_it_back_has_not_brought_it_in(
    api: Caller, ann: Access, mal: Access, row: Task
) -> None:
    ida = MemberFactory(of=ann, name="Ida", role=Role.ADMIN)
    batch = imported(ida, board(cards=[card()])).batch
    assert batch
    undo(ann, batch=batch)

    off, on = (
        change
        for change in api.get("changes?kind=task").json()["data"]
        if change["verb"] in ("assigned", "unassigned") and change["actor"]["name"] != "Mal"
    )

    assert (off["actor"]["name"], on["actor"]["name"]) == ("Ida", "Ann")
    assert off["before"]["assignee"] == on["after"]["assignee"] == claimed(mal)


def test_a_member_has_no_source(api: Caller, ann: Access) -> None:
    task = api.post("tasks", {"title": "Own", "assignees": ["me"]}).json()["data"]

    assert task["assignees"] == [{"id": str(ann.user.id), "name": "Ann", "source": None, "brought_in_by": None}]
    assigned = api.get(f"tasks/{task['id']}/changes").json()["data"][0]["after"]["assignee"]
    assert assigned == task["assignees"][0]


def test_claimed_people_cost_no_statement(api: Caller, row: Task) -> None:
    own = api.post("tasks", {"title": "Own", "assignees": ["me"]}).json()["data"]
    api.post(f"tasks/{own['id']}/comments", {"body": "Mine."})

    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as ran:
            assert api.get(path).status_code == 200
        return len(ran)

    for path in ("tasks/{}", "tasks/{}/comments", "tasks/{}/changes"):
        assert statements(path.format(row.id)) <= statements(path.format(own["id"]))


def test_the_matched_owner_is_assigned_as_a_member_but_the_comment_stays_the_files(
    api: Caller, ann: Access, mal: Access
) -> None:
    imported(mal, forged("Ann"), people={PERSON: ann.user.id})
    (task,) = api.get("tasks?assignee=me").json()["data"]

    assert [(one["id"], one["source"]) for one in task["assignees"]] == [(str(ann.user.id), None)]
    (comment,) = api.get(f"tasks/{task['id']}/comments").json()["data"]
    assert comment["author"] == claimed(mal)
