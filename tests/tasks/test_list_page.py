"""A project as a list: its filters in the address, its groups, its pages, what a browser may keep of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.access import Access
from tasks.commands import create_task, delete_project, edit_project, edit_task
from tasks.views import lists
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import STATEMENTS, address, client_of

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def project(ann: Access) -> Any:
    return ProjectFactory(access=ann, name="Passenger tickets", key="PT")


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


def text(answer: Any) -> str:
    return answer.content.decode()


def test_tasks_stand_in_groups_with_their_counts(ann: Access, project: Any, client: Client) -> None:
    for status in ("todo", "todo", "in_review"):
        TaskFactory(access=ann, project=project.id, status=status)

    groups = client.get(address(ann, "project_list", "PT")).context["groups"]

    assert [(group.status, group.count) for group in groups] == [("in_review", "1"), ("todo", "2")]


def test_a_page_takes_at_most_twelve_statements(
    ann: Access, project: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    label = LabelFactory(access=ann)
    for number in range(60):
        TaskFactory(access=ann, project=project.id, labels=[label.id], status=("todo", "in_progress")[number % 2])

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "project_list", "PT") + f"?label={label.id}")


def test_titles_are_plain_text(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id, title="<script>alert(1)</script>")

    answer = client.get(address(ann, "project_list", "PT"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(answer)
    assert "<script>alert" not in text(answer)


def test_filters_read_as_a_sentence_and_each_can_be_left_out(ann: Access, project: Any, client: Client) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    label = LabelFactory(access=ann, name="Bug")
    query = f"?status=open&priority=high,urgent&assignee=me,{bob.user.id}&label={label.id}&due=week&sort=due"

    chips = client.get(address(ann, "project_list", "PT") + query).context["chips"]

    assert [chip["text"] for chip in chips] == [
        "Status is <b>open</b>",
        "Priority is <b>high or urgent</b>",
        "Assignee is <b>me or Bob</b>",
        "Label is <b>Bug</b>",
        "Due is <b>within a week</b>",
    ]
    assert "priority" not in chips[1]["drop_url"]
    assert "status=open" in chips[1]["drop_url"]
    assert "sort=due" in chips[1]["drop_url"]


def test_a_filter_leaves_out_what_it_does_not_name(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id, title="Late boat", priority=4)
    TaskFactory(access=ann, project=project.id, title="Early boat", priority=1)

    answer = client.get(address(ann, "project_list", "PT") + "?priority=urgent")

    assert "Late boat" in text(answer)
    assert "Early boat" not in text(answer)


def test_the_form_of_the_filters_leads_to_one_tidy_address(ann: Access, project: Any, client: Client) -> None:
    sent = "?status=todo&status=in_progress&due=&due_after=&due_before=&sort="

    answer = client.get(address(ann, "project_list", "PT") + sent)

    assert answer.status_code == 302
    assert answer.headers["Location"] == address(ann, "project_list", "PT") + "?status=todo,in_progress"


@pytest.mark.parametrize(
    "query", ["priority=nine", "due_before=yesterday", "label=x", "sort=colour", "cursor=abc", "status=%00"]
)
def test_an_address_that_can_not_be_read_is_a_400(ann: Access, project: Any, client: Client, query: str) -> None:
    assert client.get(address(ann, "project_list", "PT") + f"?{query}").status_code == 400


def test_subtasks_show_only_when_asked_for(ann: Access, project: Any, client: Client) -> None:
    parent = TaskFactory(access=ann, project=project.id, title="The whole")
    create_task(ann, title="A part of it", parent=parent.id)

    without = client.get(address(ann, "project_list", "PT"))
    with_them = client.get(address(ann, "project_list", "PT") + "?subtasks=shown")

    assert "A part of it" not in text(without)
    assert "A part of it" in text(with_them)
    assert [chip["name"] for chip in with_them.context["chips"]] == ["Subtasks"]


def test_without_scripts_more_is_a_page_that_goes_on(
    ann: Access, project: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS", 2)
    for number in range(3):
        TaskFactory(access=ann, project=project.id, title=f"Boat {number}")

    first = client.get(address(ann, "project_list", "PT"))
    second = client.get(first.context["more_url"])

    assert "Boat 2" not in text(first)
    assert "Boat 2" in text(second)
    assert "Boat 1" not in text(second)
    assert "Back to its beginning" in text(second)


def test_with_scripts_more_brings_rows_and_then_the_groups_that_follow(
    ann: Access, project: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS", 2)
    for status in ("in_progress", "in_progress", "in_progress", "todo"):
        TaskFactory(access=ann, project=project.id, status=status)

    answer = client.get(client.get(address(ann, "project_list", "PT")).context["more_url"], headers=FRAGMENT)

    rows, _, groups = text(answer).partition('hx-swap-oob="beforeend:#groups"')
    assert (rows.count("data-row"), rows.count("data-group")) == (1, 0)
    assert (groups.count("data-row"), groups.count('data-group="todo"')) == (1, 1)
    assert "<html" not in rows


def test_a_key_in_small_letters_leads_to_its_real_spelling(ann: Access, project: Any, client: Client) -> None:
    answer = client.get(address(ann, "project_list", "pt") + "?status=open")

    assert answer.status_code == 302
    assert answer.headers["Location"] == address(ann, "project_list", "PT") + "?status=open"


@pytest.mark.parametrize("name", ["project_list", "project_board"])
def test_an_unknown_or_trashed_project_is_not_found(ann: Access, project: Any, client: Client, name: str) -> None:
    delete_project(ann, project=project.id)

    assert client.get(address(ann, name, "NONE")).status_code == 404
    assert client.get(address(ann, name, "PT")).status_code == 404


@pytest.mark.parametrize("name", ["project_list", "project_board"])
def test_another_workspace_is_not_found(ann: Access, project: Any, name: str) -> None:
    assert client_of(PersonFactory()).get(address(ann, name, "PT")).status_code == 404


@pytest.mark.parametrize("name", ["project_list", "project_board"])
def test_nobody_comes_in_without_signing_in(ann: Access, project: Any, name: str) -> None:
    answer = Client().get(address(ann, name, "PT"))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login?next=")


@pytest.mark.parametrize("name", ["project_list", "project_board"])
def test_an_archived_project_is_read_only(ann: Access, project: Any, client: Client, name: str) -> None:
    TaskFactory(access=ann, project=project.id, title="Still to be read")
    edit_project(ann, project=project.id, archived=True)

    answer = client.get(address(ann, name, "PT"))

    assert "Still to be read" in text(answer)
    assert "This project is archived" in text(answer)
    assert "data-quick-add" not in text(answer)


def test_an_empty_project_says_what_to_do(ann: Access, project: Any, client: Client) -> None:
    assert "No tasks yet" in text(client.get(address(ann, "project_list", "PT")))


def test_filters_that_leave_nothing_say_so(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id)

    assert "No task matches" in text(client.get(address(ann, "project_list", "PT") + "?status=cancelled"))


# -- what a browser keeps ---------------------------------------------------------------------------------------------


def kept(client: Client, path: str, etag: str, **headers: str) -> int:
    return client.get(path, headers={"If-None-Match": etag, **headers}).status_code


def test_going_back_to_an_unchanged_page_costs_one_statement(
    ann: Access, project: Any, client: Client, django_assert_num_queries: Any
) -> None:
    path = address(ann, "project_list", "PT")
    first = client.get(path)

    with django_assert_num_queries(1):
        answer = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 304
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_a_change_in_the_workspace_ends_what_was_kept(ann: Access, project: Any, client: Client) -> None:
    path = address(ann, "project_list", "PT")
    etag = client.get(path).headers["ETag"]

    TaskFactory(access=ann, project=project.id)

    assert kept(client, path, etag) == 200


def test_a_page_is_not_kept_for_another_person(ann: Access, project: Any, client: Client) -> None:
    path = address(ann, "project_list", "PT")
    etag = client.get(path).headers["ETag"]

    assert kept(client_of(MemberFactory(of=ann)), path, etag) == 200


def test_a_fragment_is_not_kept_for_the_page(ann: Access, project: Any, client: Client) -> None:
    path = address(ann, "project_list", "PT")
    etag = client.get(path, headers=FRAGMENT).headers["ETag"]

    assert kept(client, path, etag) == 200


def test_a_page_is_shown_anew_while_a_toast_waits_and_is_not_kept_with_it(
    ann: Access, project: Any, client: Client
) -> None:
    path = address(ann, "project_list", "PT")
    task = TaskFactory(access=ann, project=project.id)
    client.post(address(ann, "task_place", f"PT-{task.number}"), {"status": "in_review"})
    edit_task(ann, task=task.id, status="todo")
    other = client_of(ann)
    etag = other.get(path).headers["ETag"]

    answer = client.get(path, headers={"If-None-Match": etag})

    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert "Moved PT-1 to In review" in text(answer)
