"""A task added from a filtered page gets what the filter says of it, and the page says when it leaves the task out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.access import Access
from tasks.models import Label, Project, Task, TaskAssignee, TaskLabel
from tests.factories import LabelFactory, MemberFactory, ProjectFactory
from tests.tasks.pages import address, client_of, toasts

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


@pytest.fixture
def project(ann: Access) -> Project:
    return ProjectFactory(access=ann, key="PT")


@pytest.fixture
def label(ann: Access) -> Label:
    return LabelFactory(access=ann)


def line(client: Client, page: str) -> dict[str, Any]:
    """What quick add of a page sends with a title."""
    shape = (
        client.get(page).content.decode().partition('<template id="quick-add-shape">')[2].partition("</template>")[0]
    )
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shape):
        sent.setdefault(name, []).append(value.replace("&amp;", "&"))
    return sent


def added(client: Client, ann: Access, page: str, **values: Any) -> tuple[Any, Task]:
    sent = line(client, page) | {"title": "Caulk the seams", "fragment": "row"} | values
    answer = client.post(address(ann, "task_new"), sent, headers=FRAGMENT)
    return answer, Task.objects.of(ann).get(title="Caulk the seams")


def test_quick_add_takes_what_the_filter_leaves_no_choice_of(
    ann: Access, client: Client, label: Label, project: Project
) -> None:
    also = LabelFactory(access=ann)
    page = address(ann, "project_list", "PT") + f"?priority=high&assignee=me&label={label.id}&label_all={also.id}"

    answer, task = added(client, ann, page, status="todo")

    assert answer.status_code == 201

    assert toasts(answer) == []
    assert task.get_priority_display() == "High"
    assert [one.user_id for one in TaskAssignee.objects.of(ann)] == [ann.user.id]
    assert {one.label_id for one in TaskLabel.objects.of(ann)} == {label.id, also.id}


@pytest.mark.parametrize("query", ["priority=high,low", "assignee=none", "due=today", "sort=due"])
def test_a_filter_that_leaves_a_choice_fills_in_nothing(
    ann: Access, client: Client, project: Project, query: str
) -> None:
    sent = line(client, address(ann, "project_board", "PT") + f"?{query}")

    assert sent.keys() <= {"csrfmiddlewaretoken", "form_key", "project", "status", "next"}


def test_a_label_that_is_gone_is_not_put_on(ann: Access, client: Client, label: Label, project: Project) -> None:
    page = address(ann, "project_list", "PT") + f"?label={label.id}"
    Label.objects.of(ann).filter(id=label.id).update(deleted_at=label.created_at)

    answer, _ = added(client, ann, page, status="todo")

    assert answer.status_code == 201
    assert TaskLabel.objects.of(ann).count() == 0


def test_quick_add_says_that_the_page_leaves_the_task_out(ann: Access, client: Client, project: Project) -> None:
    answer, task = added(client, ann, address(ann, "project_list", "PT") + "?due=today", status="todo")

    assert f'data-task="PT-{task.number}"' in answer.content.decode()
    assert "this page leaves out" in toasts(answer)[0]


def test_the_form_begins_with_the_filter_of_the_page_it_was_opened_from(
    ann: Access, client: Client, label: Label, project: Project
) -> None:
    bob = MemberFactory(of=ann)
    page = (
        address(ann, "all_tasks")
        + f"?project=PT&status=in_review&priority=urgent&assignee={bob.user.id}&label={label.id}"
    )

    form = client.get(address(ann, "task_new"), {"next": page}).context["form"]

    assert form["project"].value() == "PT"
    assert (form["status"].value(), form["priority"].value()) == ("in_review", "urgent")
    assert (form["assignees"].value(), form["labels"].value()) == ([str(bob.user.id)], [str(label.id)])


def test_what_an_address_asks_for_comes_before_the_filter(ann: Access, client: Client, project: Project) -> None:
    page = address(ann, "project_list", "PT") + "?status=in_review"

    form = client.get(address(ann, "task_new"), {"next": page, "status": "completed"}).context["form"]

    assert form["status"].value() == "completed"


def test_a_task_made_by_the_form_says_that_the_page_leaves_it_out(
    ann: Access, client: Client, project: Project
) -> None:
    page = address(ann, "project_list", "PT") + "?priority=high"

    for priority, left_out in (("low", True), ("high", False)):
        sent = {"title": "Paint", "project": "PT", "status": "todo", "priority": priority, "next": page}
        answer = client.post(address(ann, "task_new"), sent, headers=FRAGMENT)
        assert ("this page leaves out" in toasts(answer)[0]) is left_out


@pytest.mark.parametrize(
    "page", ["/dashboard", "/w/elsewhere/projects/PT/list?priority=high", "/w/%s/tasks?due=never", "/nowhere"]
)
def test_pages_without_a_filter_fill_in_nothing(ann: Access, client: Client, project: Project, page: str) -> None:
    page = page.replace("%s", ann.workspace.slug)

    form = client.get(address(ann, "task_new"), {"next": page}).context["form"]

    assert form["priority"].value() == "none"
    assert not form["assignees"].value()
