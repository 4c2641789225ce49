"""Lists: filters, sorts, and pages that together are the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from accounts.access import Access
from primetrade.errors import BadRequest
from tasks.commands import delete_project, delete_task, edit_project
from tasks.days import today
from tasks.models import Status, Task
from tasks.queries.filter_values import DUE_WORDS
from tasks.queries.filters import Filter
from tasks.queries.sorts import DIRECTIONS
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory


def titles(api: Caller, query: str) -> set[str]:
    answer = api.get(f"tasks?{query}")
    assert answer.status_code == 200, answer.content
    return {row["title"] for row in answer.json()["data"]}


def follow(api: Caller, path: str) -> Iterator[dict[str, Any]]:
    """Every row of a list, page after page by `meta.next`."""
    while path:
        answer = api.get(path)
        assert answer.status_code == 200, answer.content
        yield from answer.json()["data"]
        path = (answer.json()["meta"]["next"] or "").removeprefix("/api/")


@pytest.fixture
def board(ann: Access) -> Any:
    """A project whose tasks differ in everything one can filter by."""
    project, other = ProjectFactory(access=ann), ProjectFactory(access=ann)
    bug, idea = LabelFactory(access=ann), LabelFactory(access=ann)
    bob = MemberFactory(of=ann)
    day = today(ann)

    def add(title: str, **values: Any) -> Task:
        return TaskFactory(access=ann, title=title, project=values.pop("project", project.id), **values)

    add("late", due_on=day - timedelta(days=1), priority=4, assignees=[ann.user.id])
    add("done late", due_on=day - timedelta(days=1), status="completed", labels=[bug.id])
    add("today", due_on=day, status="in_progress", assignees=[ann.user.id, bob.user.id], labels=[bug.id, idea.id])
    add("in a week", due_on=day + timedelta(days=7), status="in_review", priority=1, assignees=[bob.user.id])
    add("some day", status="cancelled", labels=[idea.id])
    add("elsewhere", project=other.id)
    return {"project": project, "other": other, "bug": bug, "idea": idea, "bob": bob, "day": day}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "late|done late|today|in a week|some day"),
        ("&status=open", "late|today|in a week"),
        ("&status=closed", "done late|some day"),
        ("&status=todo,in_review", "late|in a week"),
        ("&status=todo&status=in_review", "late|in a week"),
        ("&priority=urgent,low", "late|in a week"),
        ("&priority=none&status=open", "today"),
        ("&assignee=me", "late|today"),
        ("&assignee=none", "done late|some day"),
        ("&assignee=me,none", "late|today|done late|some day"),
        ("&assignee={bob}", "today|in a week"),
        ("&label={bug}", "done late|today"),
        ("&label={bug},{idea}", "done late|today|some day"),
        ("&due=overdue", "late"),
        ("&due=today", "today"),
        ("&due=week", "today"),
        ("&due=none", "some day"),
        ("&due_before={day}", "late|done late"),
        ("&due_after={day}", "in a week"),
        ("&due_after={day}&due_before={day}", ""),
    ],
)
def test_a_filter_finds(query: str, expected: str, api: Caller, board: Any) -> None:
    names = {"bob": board["bob"].user.id, "bug": board["bug"].id, "idea": board["idea"].id, "day": board["day"]}
    found = titles(api, f"project={board['project'].key}{query.format(**names)}")
    assert found == set(filter(None, expected.split("|")))


def test_projects_are_named_by_key_or_id(api: Caller, board: Any) -> None:
    both = titles(api, f"project={board['project'].id},{board['other'].key}")
    assert both == {"late", "done late", "today", "in a week", "some day", "elsewhere"}
    assert titles(api, f"project={board['other'].id}") == {"elsewhere"}
    assert api.get("tasks?project=NOSUCH").status_code == 400


def test_trash_and_archive_are_in_no_list(api: Caller, ann: Access, board: Any) -> None:
    delete_task(ann, task=Task.objects.of(ann).get(title="late").id)
    edit_project(ann, project=board["other"].id, archived=True)
    found = titles(api, "limit=200")
    assert "today" in found
    assert not found & {"late", "elsewhere"}
    assert titles(api, f"project={board['other'].key}") == {"elsewhere"}
    delete_project(ann, project=board["project"].id)
    assert "today" not in titles(api, "limit=200")


def test_today_is_where_the_person_is(api: Caller, ann: Access, time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")), tick=False)
    TaskFactory(access=ann, title="new year", due_on=date(2027, 1, 1))
    assert titles(Caller(ann), "due=today") == {"new year"}


@pytest.mark.parametrize("sort", DIRECTIONS)
def test_pages_are_the_whole_list(sort: str, api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    for number in range(11):
        day = date(2026, 12, 1 + number % 3) if number % 4 else None
        TaskFactory(access=ann, project=project.id, title=f"{'aAbé'[number % 4]}", due_on=day, priority=number % 5)
    whole = [row["id"] for row in api.get(f"tasks?project={project.key}&sort={sort}&limit=200").json()["data"]]
    paged = [row["id"] for row in follow(api, f"tasks?project={project.key}&sort={sort}&limit=3")]
    assert len(whole) == 11
    assert paged == whole


@pytest.mark.parametrize("sort", ["due", "-due"])
def test_tasks_without_a_date_come_last_both_ways(sort: str, api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    for day in (None, date(2026, 12, 2), None, date(2026, 12, 1)):
        TaskFactory(access=ann, project=project.id, due_on=day)
    dates = [row["due_on"] for row in api.get(f"tasks?project={project.key}&sort={sort}").json()["data"]]
    assert dates == sorted(filter(None, dates), reverse=sort == "-due") + [None, None]


def test_a_cursor_stays_valid_while_rows_come_and_go(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    made = [TaskFactory(access=ann, project=project.id) for _ in range(6)]
    path = f"tasks?project={project.key}&sort=created&limit=2"
    following = api.get(path).json()["meta"]["next"].removeprefix("/api/")
    delete_task(ann, task=made[1].id)  # the very row the page ended with
    TaskFactory(access=ann, project=project.id)
    rest = [row["id"] for row in follow(api, following)]
    assert rest[:4] == [str(task.id) for task in made[2:]]
    assert len(rest) == 5


def test_a_cursor_belongs_to_its_list(api: Caller, ann: Access) -> None:
    eve = PersonFactory()
    for access in (ann, eve):
        for _ in range(3):
            TaskFactory(access=access)
    cursor = parse_qs(urlsplit(api.get("tasks?limit=1").json()["meta"]["next"]).query)["cursor"][0]
    assert api.get(f"tasks?cursor={cursor}").status_code == 200
    for path in (f"tasks?sort=title&cursor={cursor}", f"tasks?status=open&cursor={cursor}", f"labels?cursor={cursor}"):
        assert api.get(path).status_code == 400
    assert Caller(eve).get(f"tasks?cursor={cursor}").status_code == 400
    for place in range(0, len(cursor), 7):
        crafted = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        assert api.get(f"tasks?cursor={crafted}").status_code == 400


def test_the_next_page_carries_the_workspace(ann: Access) -> None:
    member = Caller(MemberFactory(of=ann))
    meta = member.get("tasks?limit=1", X_Workspace=ann.workspace.slug).json()["meta"]
    assert parse_qs(urlsplit(meta["next"]).query)["workspace"] == [ann.workspace.slug]
    assert member.get(meta["next"].removeprefix("/api/")).status_code == 200


def test_position_needs_one_project(api: Caller) -> None:
    answer = api.get("tasks?sort=position")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["sort"]


@pytest.mark.parametrize("path", ["projects", "labels", "trash", "tasks/{task}/comments", "tasks/{task}/changes"])
def test_pages_of_other_lists_are_the_whole_list(path: str, api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann)
    for number in range(5):
        ProjectFactory(access=ann, name=f"P{number}")
        LabelFactory(access=ann, name=f"L{number}")
        api.post(f"tasks/{task.id}/comments", {"body": str(number)})
        delete_task(ann, task=TaskFactory(access=ann).id)
    path = path.format(task=task.id)
    whole = api.get(f"{path}?limit=200").json()["data"]
    assert len(whole) >= 5
    assert list(follow(api, f"{path}?limit=2")) == whole


# -- the filter, as a value -------------------------------------------------------------------------------------------

ids = st.uuids().map(str)
afters = (
    st.none()
    | st.dates(date(1970, 1, 1), date(2199, 12, 31))
    | st.integers(0, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
)
filters = st.builds(
    Filter,
    status=st.sets(st.sampled_from(Status.values)).map(lambda found: tuple(s for s in Status.values if s in found)),
    priority=st.lists(st.sampled_from(["none", "low", "medium", "high", "urgent"]), unique=True).map(tuple),
    project=st.lists(ids | st.sampled_from(["PT", "IN"]), unique=True, max_size=3).map(tuple),
    assignee=st.lists(ids | st.sampled_from(["me", "none"]), unique=True, max_size=3).map(tuple),
    label=st.lists(ids, unique=True, max_size=3).map(tuple),
    due=st.sampled_from(["", *DUE_WORDS]),
    due_before=st.none() | st.dates(date(1970, 1, 1), date(2199, 12, 31)),
    due_after=st.none() | st.dates(date(1970, 1, 1), date(2199, 12, 31)),
    label_all=st.lists(ids, unique=True, max_size=3).map(tuple),
    created_after=afters,
    updated_after=afters,
    completed_after=afters,
    id=st.lists(ids, unique=True, max_size=3).map(tuple),
    parent=st.sampled_from(["", "none"]) | ids,
    sort=st.sampled_from(["", "created", "-due", "title"]),
)


@given(filters)
def test_a_filter_reads_what_it_wrote(found: Filter) -> None:
    assert Filter.from_query(QueryDict(found.to_query())) == found


@given(st.dictionaries(st.sampled_from(["status", "due", "label", "sort", "parent", "due_before"]), st.text()))
def test_reading_a_filter_raises_nothing_but_bad_request(query: dict[str, str]) -> None:
    with suppress(BadRequest):
        assert Filter.from_query(query).to_query() is not None


def test_a_filter_says_itself_in_a_sentence() -> None:
    found = Filter.from_query({"status": "open", "assignee": "me", "priority": "high,urgent"})
    assert found.sentence() == "Status is open · Priority is high or urgent · Assignee is me"
    assert Filter().sentence() == "All tasks"
    assert Filter(label=("x",)).sentence({"x": "Bug"}) == "Label is Bug"
    assert next(part.query for part in found.parts()) == "priority=high,urgent&assignee=me"
