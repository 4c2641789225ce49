"""A new task from anywhere: as a page, as a dialog, as one line in a column."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from accounts.access import Access
from tasks.models import Task, TaskAssignee, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd
from tests.tasks.pages import STATEMENTS, address, client_of, toasts, undo_of

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


def text(answer: Any) -> str:
    return answer.content.decode()


def made(ann: Access, title: str) -> Task:
    return Task.objects.of(ann).select_related("project").get(title=title)


def test_the_form_is_a_page_and_a_dialog(ann: Access, client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(STATEMENTS):
        page = client.get(address(ann, "task_new"))
    dialog = client.get(address(ann, "task_new"), headers=FRAGMENT)

    assert "<html" in text(page)
    assert "<html" not in text(dialog)
    for answer in (page, dialog):
        assert 'name="title"' in text(answer)
        assert "Create task" in text(answer)


def test_a_title_is_enough_and_the_task_waits_in_the_inbox(ann: Access, client: Client) -> None:
    answer = client.post(address(ann, "task_new"), {"title": "Paint the bench", "next": "/dashboard"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/dashboard")
    assert made(ann, "Paint the bench").project.is_inbox


def test_everything_a_task_can_begin_with(ann: Access, client: Client) -> None:
    bob, label = MemberFactory(of=ann), LabelFactory(access=ann)
    project = ProjectFactory(access=ann, key="PT")
    parent = TaskFactory(access=ann, project=project.id)
    sent = {
        "title": "Paint the bench",
        "description": "  *Green*  ",
        "project": "PT",
        "status": "in_progress",
        "priority": "high",
        "due_on": "2026-12-03",
        "due_time": "14:30",
        "assignees": [str(ann.user.id), str(bob.user.id)],
        "labels": [str(label.id)],
        "parent": f"pt-{parent.number}",
    }

    assert client.post(address(ann, "task_new"), sent).status_code == 303

    task = made(ann, "Paint the bench")
    assert (task.description, task.project_id, task.status, task.priority) == (
        "  *Green*  ",
        project.id,
        "in_progress",
        3,
    )
    assert (task.due_on, task.due_time, task.due_zone) == (date(2026, 12, 3), time(14, 30), "Europe/Berlin")
    assert task.parent_id == parent.id
    assert TaskAssignee.objects.of(ann).filter(task_id=task.id).count() == 2
    assert TaskLabel.objects.of(ann).filter(task_id=task.id).count() == 1


def test_a_toast_leads_to_the_new_task_and_takes_it_back(ann: Access, client: Client) -> None:
    answer = client.post(address(ann, "task_new"), {"title": "a<b & c", "next": "/dashboard"}, follow=True)

    task = made(ann, "a<b & c")
    url = address(ann, "task", f"IN-{task.number}")
    assert toasts(answer) == [f'Created <a class="link" href="{url}">a&lt;b &amp; c</a>']
    client.post(undo_of(answer))
    assert made(ann, "a<b & c").deleted_at is not None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"title": "bell \x07"}, "title"),
        ({"title": "right \u202e left"}, "title"),
        ({"description": "x" * 20_001}, "description"),
        ({"project": "NONE"}, "project"),
        ({"status": "nowhere"}, "status"),
        ({"priority": "9"}, "priority"),
        ({"due_on": "2026-02-30"}, "due_on"),
        ({"due_on": "1066-10-14"}, "due_on"),
        ({"due_time": "25:00"}, "due_time"),
        ({"due_time": "10:00"}, "due_time"),
        ({"parent": "PT-999"}, "parent"),
        ({"assignees": ["not-a-person"]}, "assignees"),
        ({"labels": ["not-a-label"]}, "labels"),
    ],
)
@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "dialog"])
def test_what_can_not_be_saved_stays_in_the_form_with_the_reason_beside_it(
    ann: Access, client: Client, sent: dict[str, Any], field: str, headers: dict[str, str]
) -> None:
    before = Task.objects.of(ann).count()

    answer = client.post(address(ann, "task_new"), {"title": "Kept", "description": "Kept too"} | sent, headers=headers)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Kept" in text(answer)
    assert Task.objects.of(ann).count() == before


def test_the_address_fills_in_the_beginning(ann: Access, client: Client) -> None:
    ProjectFactory(access=ann, key="PT")

    form = client.get(address(ann, "task_new") + "?project=PT&status=in_review&title=Paint").context["form"]

    assert [form[name].value() for name in ("project", "status", "title")] == ["PT", "in_review", "Paint"]


def test_from_a_project_it_begins_in_that_project_and_leads_back(ann: Access, client: Client) -> None:
    ProjectFactory(access=ann, key="PT")
    board = address(ann, "project_board", "PT")

    answer = client.get(address(ann, "task_new"), headers={"Referer": f"http://testserver{board}?status=open"})

    assert answer.context["form"]["project"].value() == "PT"
    assert answer.context["next"] == f"{board}?status=open"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_one_is_never_led_to_another_site(ann: Access, client: Client, wanted: str) -> None:
    answer = client.post(address(ann, "task_new"), {"title": "Paint", "next": wanted})

    assert answer.headers["Location"] == address(ann, "project_list", "IN")
    assert client.get(address(ann, "task_new") + f"?next={wanted}").context["next"] == ""
    assert client.post(address(ann, "task_new"), {"next": wanted}).context["next"] == ""
    assert "evil" not in text(client.get(address(ann, "task_new"), headers={"Referer": "https://evil.example/"}))


def test_a_line_in_a_column_answers_with_its_card(ann: Access, client: Client) -> None:
    project = ProjectFactory(access=ann, key="PT")
    TaskFactory(access=ann, project=project.id, status="in_review")
    sent = {"title": "Paint", "project": "PT", "status": "in_review", "fragment": "card"}

    answer = client.post(address(ann, "task_new"), sent, headers=FRAGMENT)

    assert answer.status_code == 201
    assert 'id="card-PT-2"' in text(answer)
    column = Task.objects.of(ann).filter(project_id=project.id).order_by("position").values_list("title", flat=True)
    assert column.first() == "Paint"


def test_the_dialog_answers_with_a_toast_and_says_what_was_made(ann: Access, client: Client) -> None:
    answer = client.post(address(ann, "task_new"), {"title": "Paint"}, headers=FRAGMENT)

    assert answer.status_code == 201
    assert answer.headers["X-Created"] == address(ann, "task", f"IN-{made(ann, 'Paint').number}")
    assert "Created" in text(answer)


def test_nobody_adds_tasks_to_a_foreign_workspace(ann: Access) -> None:
    assert client_of(PersonFactory()).post(address(ann, "task_new"), {"title": "Paint"}).status_code == 404


# -- many people and labels -------------------------------------------------------------------------------------------


def test_the_form_offers_fifty_of_many_and_says_that_there_are_more(ann: Access, client: Client) -> None:
    crowd(ann, 80)
    few = len(client.get(address(ann, "task_new"), headers=FRAGMENT).content)
    crowd(ann, 200)
    many = client.get(address(ann, "task_new"), headers=FRAGMENT)

    assert abs(len(many.content) - few) < 200
    assert text(many).count('name="assignees"') == text(many).count('name="labels"') == 50
    assert "Search by name for the others" in text(many)


@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "dialog"])
def test_others_are_found_without_losing_what_was_typed_and_chosen(
    ann: Access, client: Client, headers: dict[str, str]
) -> None:
    crowd(ann, 80)
    label = LabelFactory(access=ann, name="Zebra")
    typed = {"title": "", "description": "Half a <b>", "labels": [str(label.id)], "due_time": "nonsense"}

    answer = client.post(
        address(ann, "task_new"), typed | {"find": "assignees", "find_assignees": "MEMBER 77"}, headers=headers
    )

    page = text(answer)
    assert answer.status_code == 200
    assert "Half a &lt;b&gt;" in page
    assert f'name="labels" value="{label.id}" checked' in page
    assert page.count('name="assignees"') == 1
    assert "Member 77" in page
    assert "Say what has to be done" not in page
    assert not Task.objects.of(ann).filter(description__startswith="Half").exists()


def test_who_is_not_among_the_first_fifty_can_be_chosen_and_stays_chosen(ann: Access, client: Client) -> None:
    crowd(ann, 80)
    zoe = MemberFactory(of=ann, name="Zoë")

    refused = client.post(address(ann, "task_new"), {"title": "", "assignees": [str(zoe.user.id)]})
    client.post(address(ann, "task_new"), {"title": "Paint", "assignees": [str(zoe.user.id)]})

    assert f'value="{zoe.user.id}" checked' in text(refused)
    assert TaskAssignee.objects.of(ann).get(task=made(ann, "Paint")).user_id == zoe.user.id


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"find_assignees": "bob", "found_assignees": ""}, 200),
        ({"find_assignees": "bob", "found_assignees": "bob"}, 303),
        ({"find_assignees": "bob", "found_assignees": "", "create": ""}, 303),
    ],
    ids=["Enter in the search", "Enter in the title afterwards", "the button"],
)
def test_enter_in_the_search_finds_and_elsewhere_creates(
    ann: Access, client: Client, sent: dict[str, str], status: int
) -> None:
    assert client.post(address(ann, "task_new"), {"title": "Paint"} | sent).status_code == status
