"""The filter of a list or board carries the people and labels that are chosen; the others are asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.models import Membership
from tasks.commands import delete_label, delete_task
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd
from tests.tasks.pages import STATEMENTS, address, client_of
from tests.tasks.test_choices import TOKEN_SIGNS
from tests.tasks.visitor import HTMX, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    ann = PersonFactory(name="Ann")
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    TaskFactory(access=ann, project=project.id)
    return ann


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


def boxes(html: str, field: str) -> int:
    return html.count(f'type="checkbox" name="{field}"')


@pytest.mark.parametrize("look", ["list", "board"])
def test_a_list_and_a_board_weigh_the_same_with_two_hundred_members_and_labels_as_with_two(
    ann: Access, client: Client, look: str
) -> None:
    bob, label = MemberFactory(of=ann, name="Bob"), LabelFactory(access=ann, name="Bug")
    path = f"{address(ann, f'project_{look}', 'PT')}?assignee={bob.user.id}&label={label.id}"
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        before = client.get(path)
    crowd(ann, 200)

    with CaptureQueriesContext(connection) as many:
        after = client.get(path)

    assert abs(len(after.content) - len(before.content)) < TOKEN_SIGNS
    assert len(many) == len(few) <= STATEMENTS


def test_a_list_without_a_filter_asks_for_neither_people_nor_labels(ann: Access, client: Client) -> None:
    path = address(ann, "project_list", "PT")
    client.get(path)

    with CaptureQueriesContext(connection) as plain:
        client.get(path)
    with CaptureQueriesContext(connection) as filtered:
        client.get(f"{path}?assignee={ann.user.id}&label={LabelFactory(access=ann).id}")

    assert len(plain) < len(filtered)
    assert not any("FROM accounts_membership m" in query["sql"] for query in plain.captured_queries)


def test_the_address_names_who_is_not_among_those_that_come_first(ann: Access, client: Client) -> None:
    crowd(ann, 80)
    zoe = MemberFactory(of=ann, name="Zoë <b>")

    page = text(client.get(f"{address(ann, 'project_list', 'PT')}?assignee={zoe.user.id}"))

    assert "<b>Zoë &lt;b&gt;</b>" in page
    assert f'name="assignee" value="{zoe.user.id}" checked' in page
    assert boxes(page, "assignee") == 3


@pytest.mark.parametrize("route", ["project_list", "all_tasks"])
def test_who_left_and_a_label_that_was_deleted_are_said_in_words(ann: Access, client: Client, route: str) -> None:
    bob, label = MemberFactory(of=ann, name="Bob"), LabelFactory(access=ann, name="Bug")
    Membership.objects.of(ann).filter(user=bob.user).delete()
    delete_label(ann, label=label.id)
    path = address(ann, route, *(["PT"] if route == "project_list" else []))

    page = text(client.get(f"{path}?assignee={bob.user.id}&label={label.id}"))

    assert "<b>somebody who left</b>" in page
    assert "<b>a deleted label</b>" in page
    assert "Bob" not in page


def test_the_boxes_of_a_field_come_as_a_fragment_fifty_at_a_time(ann: Access, client: Client) -> None:
    crowd(ann, 80)
    path = address(ann, "project_filter", "PT", "list")

    html = text(client.get(f"{path}?status=open&field=assignee", headers=HTMX))
    found = text(client.get(f"{path}?field=assignee&find_assignee=MEMBER+77&assignee=me", headers=HTMX))

    assert "<html" not in html
    assert boxes(html, "assignee") == 52
    assert "data-choices-more" in html
    assert boxes(found, "assignee") == 3
    assert 'value="me" checked' in found


def test_what_is_chosen_stays_beside_what_is_found(ann: Access, client: Client) -> None:
    bob, label = MemberFactory(of=ann, name="Bob"), LabelFactory(access=ann, name="Bug")
    path = address(ann, "project_filter", "PT", "board")

    page = text(
        client.get(f"{path}?assignee={bob.user.id}&label={label.id}&due=week&find_assignee=ann&find_label=nothing")
    )

    assert f'value="{bob.user.id}" checked' in page
    assert f'value="{ann.user.id}"' in page
    assert f'value="{label.id}" checked' in page
    assert 'value="week" checked' in page
    assert "There is no label called “<span data-sought>nothing</span>”" in page


def test_the_form_leads_to_an_address_without_what_was_typed_to_find(ann: Access, client: Client) -> None:
    path = address(ann, "project_list", "PT")

    answer: Any = client.get(f"{path}?assignee=me&find_assignee=bob")

    assert (answer.status_code, answer["Location"]) == (302, f"{path}?assignee=me")


@pytest.mark.parametrize(("query", "status"), [("assignee=x", 400), ("field=status", 200), ("find_label=%00", 200)])
def test_an_address_that_cannot_be_read_is_said_so(ann: Access, client: Client, query: str, status: int) -> None:
    assert client.get(f"{address(ann, 'project_filter', 'PT', 'list')}?{query}").status_code == status


def test_there_is_no_filter_of_another_look(ann: Access, client: Client) -> None:
    assert client.get(address(ann, "project_filter", "PT", "calendar")).status_code == 404


def test_a_filter_by_parent_shows_its_key_and_title(ann: Access, client: Client) -> None:
    parent = TaskFactory(access=ann, project=ProjectFactory(access=ann, key="HM").id, title="Paint <the> fence")
    path = f"{address(ann, 'all_tasks')}?parent={parent.id}"

    assert "<b>HM-1 Paint &lt;the&gt; fence</b>" in text(client.get(path))
    delete_task(ann, task=parent.id)
    assert "<b>a deleted task</b>" in text(client.get(path))


def test_a_filter_by_no_parent_says_so(ann: Access, client: Client) -> None:
    assert "Parent is <b>not set</b>" in text(client.get(address(ann, "all_tasks") + "?parent=none"))


def test_the_task_of_another_workspace_is_a_deleted_one(ann: Access, client: Client) -> None:
    foreign = TaskFactory(access=PersonFactory(), title="Secret")

    page = text(client.get(f"{address(ann, 'all_tasks')}?parent={foreign.id}"))

    assert "<b>a deleted task</b>" in page
    assert "Secret" not in page
