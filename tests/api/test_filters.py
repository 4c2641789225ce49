"""Filters of /api/tasks take what people know, say what is not there, and share their words with pages."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from accounts.access import Access
from tasks.api.filters import FILTERS
from tasks.models import Task
from tasks.queries.filters import Filter
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory


def titles(answer: Any) -> set[str]:
    assert answer.status_code == 200, answer.content
    return {row["title"] for row in answer.json()["data"]}


@pytest.fixture
def board(ann: Access) -> dict[str, Any]:
    """Two labels; a task with each, one with both and with Bob and a subtask."""
    bob = MemberFactory(of=ann, name="Bob", email="bob@example.org")
    bug, late = LabelFactory(access=ann, name="Bug"), LabelFactory(access=ann, name="Late")
    project = ProjectFactory(access=ann, key="BOAT")
    for title, labels in (("bug", [bug.id]), ("late", [late.id])):
        TaskFactory(access=ann, title=title, labels=labels, project=project.id)
    both = TaskFactory(access=ann, title="both", labels=[bug.id, late.id], assignees=[bob.user.id], project=project.id)
    TaskFactory(access=ann, title="below", parent=both.id)
    return {"both": both, "bob": bob, "bug": bug}


def test_labels_people_projects_and_parents_are_filtered_by_name(api: Caller, board: dict[str, Any]) -> None:
    assert titles(api.get("tasks?label=bug,Late")) == {"bug", "late", "both"}
    assert titles(api.get("tasks?label_all=bug,Late")) == {"both"}
    assert titles(api.get(f"tasks?label={str(board['bug'].id).upper()}")) == {"bug", "both"}
    assert titles(api.get("tasks?assignee=BOB@example.org")) == {"both"}
    assert titles(api.get("tasks?assignee=me,bob@example.org")) == {"both"}
    assert titles(api.get("tasks?project=boat&parent=none")) == {"bug", "late", "both"}
    assert titles(api.get("tasks?parent=boat-3")) == {"below"}
    assert titles(api.get(f"tasks?id={str(board['both'].id).upper()}")) == {"both"}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("project=NOPE", "NOPE"),
        ("project=BOAT,NOPE", "NOPE"),
        ("label=Nope", "Nope"),
        ("label=Bug,Nope", "Nope"),
        ("label_all=Nope", "Nope"),
        ("assignee=nobody@example.org", "nobody@example.org"),
        ("assignee=me,none,Nope", "Nope"),
        ("parent=BOAT-99", "BOAT-99"),
    ],
)
def test_what_is_not_there_is_400_by_name(query: str, name: str, api: Caller, board: dict[str, Any]) -> None:
    answer = api.get(f"tasks?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [query.split("=")[0]])
    assert f"“{name}”" in answer.json()["errors"][query.split("=")[0]][0]


@pytest.mark.parametrize(
    "name",
    ["status", "priority", "project", "assignee", "label", "label_all", "due", "due_before", "created_after",
     "updated_after", "completed_after", "completed_since", "parent", "id", "sort", "cursor", "limit", "count",
     "fields"],
)  # fmt: skip
def test_an_empty_value_is_refused_by_name(name: str, api: Caller) -> None:
    answer = api.get(f"tasks?{name}=")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


@pytest.mark.parametrize("name", ["created", "updated", "completed"])
def test_a_moment_and_a_day_are_excluded(name: str, api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann, key="OURS")
    for title, hour in (("early", 8), ("late", 10)):
        moment = datetime(2026, 11, 20, hour, tzinfo=UTC)
        task = TaskFactory(access=ann, title=title, status="completed", project=project.id)
        Task.objects.of(ann).filter(id=task.id).update(created_at=moment, updated_at=moment, completed_at=moment)
    for value, expected in {
        "2026-11-20T08:00:00Z": {"late"},
        "2026-11-20T07:59:59.999999Z": {"early", "late"},
        "2026-11-20T11:00:00+02:00": {"late"},
        "2026-11-20T10:00:00Z": set(),
        "2026-11-19": {"early", "late"},
        "2026-11-20": set(),
    }.items():
        assert titles(api.get(f"tasks?{name}_after={quote(value)}&project=OURS")) == expected, value
        assert titles(api.get(f"tasks?{name}_after={value}&project=OURS")) == expected, (
            "with a plus that is not encoded"
        )


def test_a_day_is_one_of_the_callers_zone(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="late in the evening", project=ProjectFactory(access=ann, key="OURS").id)
    Task.objects.of(ann).filter(id=task.id).update(created_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    assert ann.user.timezone == "Europe/Berlin"
    assert titles(api.get("tasks?created_after=2026-11-20&project=OURS")) == {"late in the evening"}


@pytest.mark.parametrize(
    "value", ["yesterday", "2026-11-20T08:00:00", "2026-13-01T08:00:00Z", "0001-01-01T00:00:00Z", "1"]
)
def test_what_is_no_moment_is_refused(value: str, api: Caller) -> None:
    answer = api.get(f"tasks?updated_after={quote(value)}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["updated_after"])


def test_old_links_of_pages_go_on_working(client: Any, ann: Access) -> None:
    task = TaskFactory(access=ann, title="Done that day", status="completed")
    Task.objects.of(ann).filter(id=task.id).update(completed_at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    client.force_login(ann.user)
    page = f"/w/{ann.workspace.slug}/tasks"
    assert "Done that day" in client.get(f"{page}?completed_since=2026-11-20").content.decode()
    assert "Done that day" not in client.get(f"{page}?completed_since=2026-11-21").content.decode()
    assert "Done that day" in client.get(f"{page}?completed_after=2026-11-19").content.decode()


def test_a_time_and_its_earlier_name_are_not_given_together(api: Caller) -> None:
    answer = api.get("tasks?completed_after=2026-11-01T00:00:00Z&completed_since=2026-11-20")
    said = "Give `completed_after` or `completed_since`, not both."
    assert (answer.status_code, answer.json()["errors"]) == (400, {"completed_since": [said]})


def test_the_api_takes_every_filter_of_the_pages(api: Caller, ann: Access) -> None:
    assert {one.name for one in FILTERS} == {field.name for field in fields(Filter)} | {"completed_since"}
    task = TaskFactory(access=ann, title="Done that day", status="completed")
    Task.objects.of(ann).filter(id=task.id).update(completed_at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert "Done that day" in titles(api.get("tasks?completed_since=2026-11-20"))
    assert "Done that day" not in titles(api.get("tasks?completed_since=2026-11-21"))


@pytest.mark.parametrize("path", ["tasks", "projects", "labels", "tasks/{task}/comments", "tasks/{task}/changes"])
def test_a_list_answers_the_members_asked_for_and_the_id(path: str, api: Caller, places: dict[str, str]) -> None:
    whole = api.get(path.format(**places)).json()["data"]
    some = [name for name in whole[0] if name != "id"][:2]
    rows = api.get(f"{path.format(**places)}?fields={','.join(some)}").json()["data"]
    known = ["id", *some] if "id" in whole[0] else some
    assert rows == [{name: row[name] for name in known} for row in whole]
    assert api.get(f"{path.format(**places)}?fields=nope").status_code == 400


def test_a_member_that_is_nearly_right_is_named(api: Caller) -> None:
    errors = api.get("tasks?fields=titel,status").json()["errors"]
    assert errors == {"fields": ["`titel`: These rows have no such member. Did you mean `title`?"]}


def test_the_cursor_stands_beside_the_next_page(api: Caller, ann: Access) -> None:
    for _ in range(3):
        TaskFactory(access=ann)
    first = api.get("tasks?limit=2&fields=title").json()
    again = api.get(f"tasks?limit=2&fields=title&cursor={first['meta']['cursor']}").json()
    assert again["data"] == api.get(first["meta"]["next"].partition("/api/")[2]).json()["data"]
    assert len(again["data"]) == 2
