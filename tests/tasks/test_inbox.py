"""The Inbox, and the list of all tasks that the dashboard leads to."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from tasks.days import today
from tests.factories import PersonFactory, ProjectFactory, TaskFactory, team_of
from tests.tasks.pages import STATEMENTS, address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


def test_the_inbox_holds_open_tasks_without_a_project(ann: Access) -> None:
    TaskFactory(access=ann, title="waits here")
    TaskFactory(access=ann, title="is done", status="completed")
    TaskFactory(access=ann, title="has a place", project=ProjectFactory(access=ann).id)

    page = client_of(ann).get(address(ann, "inbox")).content.decode()

    assert "waits here" in page
    assert "is done" not in page
    assert "has a place" not in page


def test_an_empty_inbox_says_what_it_is_for(ann: Access) -> None:
    assert "The Inbox is empty" in client_of(ann).get(address(ann, "inbox")).content.decode()


def test_a_long_inbox_goes_on_behind_more(ann: Access) -> None:
    for number in range(52):
        TaskFactory(access=ann, title=f"number {number:02}")
    client = client_of(ann)

    first = client.get(address(ann, "inbox"))
    rest = client.get(first.context["more_url"])
    fragment = client.get(first.context["more_url"], headers={"HX-Request": "true"}).content.decode()

    assert len(first.context["rows"]) == 50
    assert [row["title"] for row in rest.context["rows"]] == ["number 01", "number 00"]
    assert "This is a later part of the list." in rest.content.decode()
    assert "number 00" in fragment
    assert "<html" not in fragment


def test_the_address_of_all_tasks_says_which(ann: Access) -> None:
    TaskFactory(access=ann, title="due now", due_on=today(ann), priority=3)
    TaskFactory(access=ann, title="some day")

    page = client_of(ann).get(address(ann, "all_tasks") + "?status=open&due=today&priority=high").content.decode()

    assert "due now" in page
    assert "some day" not in page
    assert "1 task<" in page


def test_all_tasks_without_any_says_so_and_blames_no_filter() -> None:
    ann = PersonFactory()
    team = team_of(ann)
    client = client_of(ann)

    assert "No tasks yet" in client.get(address(team, "all_tasks")).content.decode()
    assert "No task matches" in client.get(address(team, "all_tasks") + "?status=open").content.decode()


@pytest.mark.parametrize("query", ["status=sideways", "cursor=x", "due=\x00", "label=1"])
def test_an_address_that_makes_no_sense_is_a_bad_request(ann: Access, query: str) -> None:
    assert client_of(ann).get(f"{address(ann, 'all_tasks')}?{query}").status_code == 400


def test_both_pages_take_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    TaskFactory(access=ann)
    client = client_of(ann)

    for name in ("inbox", "all_tasks"):
        with django_assert_max_num_queries(STATEMENTS):
            assert client.get(address(ann, name)).status_code == 200
