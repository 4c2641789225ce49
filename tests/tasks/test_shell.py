"""What stands around every page: the rail and its counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import resolve

from accounts.access import Access, access_of
from tasks.commands import create_task, delete_project, edit_project
from tasks.queries import rail
from tasks.shell import shell
from tests.factories import MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import address

pytestmark = pytest.mark.django_db


def around(access: Access, path: str) -> Any:
    request: Any = RequestFactory().get(path)
    request.access, request.resolver_match = access, resolve(path)
    return shell(request)["shell"]


def test_it_is_nothing_for_who_is_not_signed_in() -> None:
    request: Any = RequestFactory().get("/")
    request.access = None

    assert shell(request) == {"shell": None}


def test_it_asks_twice_at_most_and_only_when_it_is_drawn(ann: Access, django_assert_num_queries: Any) -> None:
    path = address(ann, "my_work")

    with django_assert_num_queries(0):
        drawn = around(ann, path)
        _ = (drawn.workspace, drawn.me, drawn.crumbs)
    with django_assert_num_queries(2):
        _ = (drawn.projects, drawn.inbox_count, drawn.my_work_count, drawn.workspaces, drawn.current, drawn.projects)


def test_it_counts_what_is_open(ann: Access) -> None:
    project = ProjectFactory(access=ann, key="PT", name="Passenger tickets")
    parent = TaskFactory(access=ann, project=project.id)
    create_task(ann, title="A part", parent=parent.id)
    TaskFactory(access=ann, project=project.id, status="completed")
    TaskFactory(access=ann)

    found = rail.rail(ann)

    assert [(one["key"], one["open_count"]) for one in found.projects] == [("GO", "5"), ("PT", "2")]
    assert found.inbox_count == "1"


def test_projects_in_the_archive_or_the_trash_are_left_out(ann: Access) -> None:
    edit_project(ann, project=ProjectFactory(access=ann, key="OLD").id, archived=True)
    delete_project(ann, project=ProjectFactory(access=ann, key="GONE").id)

    assert [one["key"] for one in rail.rail(ann).projects] == ["GO"]


def test_my_work_is_what_is_mine(ann: Access) -> None:
    bob = MemberFactory(of=ann)
    TaskFactory(access=ann, assignees=[bob.user.id])

    assert rail.rail(ann).my_work_count == "5"  # the lessons: nobody's, in her own workspace
    assert rail.rail(access_of(bob.user, ann.workspace)).my_work_count == "1"


def test_counting_stops_where_it_would_cost(ann: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rail, "COUNT_LIMIT", 2)

    assert rail.rail(ann).projects[0]["open_count"] == "2+"


@pytest.mark.parametrize(
    ("name", "arguments", "current"),
    [
        ("my_work", [], "my_work"),
        ("project_list", ["IN"], "inbox"),
        ("project_list", ["GO"], ""),
        ("trash", [], "trash"),
    ],
)
def test_the_link_of_this_page_is_marked(ann: Access, name: str, arguments: list[str], current: str) -> None:
    drawn = around(ann, address(ann, name, *arguments))

    assert drawn.current == current
    assert [one["key"] for one in drawn.projects if one["current"]] == [key for key in arguments if key != "IN"]
