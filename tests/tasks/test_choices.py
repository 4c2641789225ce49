"""What a property or a filter can be set to comes when it is asked for, a bounded part at a time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from tasks.commands import delete_project
from tasks.models import Task, TaskAssignee
from tasks.queries import offers
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd
from tests.tasks.pages import STATEMENTS, address, client_of
from tests.tasks.visitor import HTMX, text

pytestmark = pytest.mark.django_db

CROWD = 60  # more than a menu offers at once
TOKEN_SIGNS = 200  # by how much two answers may differ: tokens, ids and version numbers have no fixed length


@pytest.fixture
def task(ann: Access) -> Task:
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, project=project.id, assignees=[ann.user.id])


@pytest.fixture
def client(ann: Access, task: Task) -> Client:
    return client_of(ann)


def menu(client: Client, ann: Access, name: str, query: str = "") -> str:
    return text(client.get(address(ann, "task_menu", "PT-1", name) + query, headers=HTMX))


PAGES = {
    "page": ("task", ["PT-1"], {}),
    "panel": ("task", ["PT-1"], HTMX | {"X-Panel": "1"}),
    "props": ("task", ["PT-1"], HTMX),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_of_a_task_weighs_the_same_with_two_hundred_members_and_labels_as_with_two(
    ann: Access, client: Client, name: str
) -> None:
    crowd(ann, 1)
    route, arguments, headers = PAGES[name]
    path = address(ann, route, *arguments) + ("?fragment=props" if name == "props" else "")
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as few:
        before = client.get(path, headers=headers)
    crowd(ann, 200)

    with CaptureQueriesContext(connection) as many:
        after = client.get(path, headers=headers)

    assert abs(len(after.content) - len(before.content)) < TOKEN_SIGNS
    assert len(many) == len(few) < STATEMENTS


@pytest.mark.parametrize("name", ["assignees", "labels", "project"])
def test_a_menu_offers_fifty_and_says_that_there_are_more(ann: Access, client: Client, name: str) -> None:
    crowd(ann, CROWD, projects=CROWD)

    html = menu(client, ann, name)

    assert html.count('class="menu__item"') == offers.OFFERED
    assert "Search by name" in html
    assert "data-menu-more" in html


@pytest.mark.parametrize(
    ("name", "found"), [("assignees", "Member 07"), ("labels", "Label 07"), ("project", "Project 07")]
)
def test_what_does_not_fit_is_found_by_a_part_of_its_name_in_any_case(
    ann: Access, client: Client, name: str, found: str
) -> None:
    crowd(ann, CROWD, projects=CROWD)

    html = menu(client, ann, name, f"?find={found[2:].upper()}")

    assert html.count('class="menu__item"') == 1
    assert found in html


def test_who_is_chosen_comes_first_when_not_all_fit(ann: Access, client: Client, task: Task) -> None:
    crowd(ann, CROWD)
    zoe = MemberFactory(of=ann, name="Zoë")
    second = TaskFactory(access=ann, project=task.project_id, assignees=[zoe.user.id])

    html = text(client.get(address(ann, "task_menu", f"PT-{second.number}", "assignees"), headers=HTMX))

    assert html.index("Zoë") < html.index("Member 00")
    assert html.count('aria-checked="true"') == 1


def test_a_menu_that_holds_all_stands_by_name(ann: Access, client: Client) -> None:
    for name in ("Zoë", "bob"):
        MemberFactory(of=ann, name=name)

    html = menu(client, ann, "assignees")

    assert html.index("Ann<") < html.index("bob<") < html.index("Zoë<")
    assert "Search by name" not in html


@pytest.mark.parametrize("sought", ["ångström", "ÅNGSTRÖM", "Ång"])
def test_names_beyond_ascii_are_found_in_any_case(ann: Access, sought: str) -> None:
    MemberFactory(of=ann, name="Ångström")

    assert [one["name"] for one in offers.people(ann, find=sought).rows] == ["Ångström"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", "\0", "x" * 5000])
def test_signs_of_patterns_are_letters_like_others(ann: Access, client: Client, sign: str) -> None:
    LabelFactory(access=ann, name="Plain")
    LabelFactory(access=ann, name="100% _a\\b'c")

    found = [one["name"] for one in offers.labels(ann, find=sign).rows]

    assert found == (["100% _a\\b'c"] if sign in "%_\\'" else [])


def test_nothing_found_is_said_with_what_was_sought(ann: Access, client: Client) -> None:
    html = menu(client, ann, "assignees", "?find=<b>Q</b>")

    assert "Nobody here is called “<span data-sought>&lt;b&gt;Q&lt;/b&gt;</span>”" in html
    assert 'class="menu__item"' not in html


def test_the_name_of_a_member_is_text_wherever_it_stands(ann: Access, client: Client) -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    MemberFactory(of=ann, name=hostile)

    html = menu(client, ann, "assignees")

    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_a_task_of_somebody_who_is_only_named_by_a_file_has_its_menu(ann: Access, client: Client, task: Task) -> None:
    TaskAssignee.everywhere.create(workspace=ann.workspace, task=task, name="Kim of the file")

    html = menu(client, ann, "assignees")

    assert html.count('class="menu__item"') == 1
    assert "Kim of the file" not in html


def test_people_of_other_workspaces_are_never_offered(ann: Access) -> None:
    eve = PersonFactory(name="Eve")
    LabelFactory(access=eve, name="Eve’s")

    assert offers.people(ann, find="Eve").rows == []
    assert offers.people(ann, chosen=[str(eve.user.id)]).rows[0]["name"] == "Ann"
    assert offers.people_by_id(ann, [str(eve.user.id)]) == []
    assert offers.labels(ann).rows == []


def test_projects_of_the_trash_are_not_offered(ann: Access, task: Task) -> None:
    delete_project(ann, project=task.project_id)

    assert [one["name"] for one in offers.projects(ann).rows] == ["Inbox", "Getting started"]


def test_each_search_is_one_page_to_the_browser_and_kept_until_something_changes(ann: Access, client: Client) -> None:
    path = address(ann, "task_menu", "PT-1", "assignees") + "?find=a"
    first = client.get(path, headers=HTMX)

    again = client.get(path, headers=HTMX | {"If-None-Match": first["ETag"]})
    LabelFactory(access=ann)
    changed = client.get(path, headers=HTMX | {"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_without_scripts_a_menu_is_a_page_with_a_form_that_finds(ann: Access, client: Client) -> None:
    crowd(ann, CROWD)

    page = text(client.get(address(ann, "task_menu", "PT-1", "assignees") + "?find=member+07&next=/w/x"))

    assert 'role="search"' in page
    assert 'value="member 07"' in page
    assert page.count('name="assignee_add"') == 1
    assert 'name="next" value="/w/x"' in page


def test_a_menu_takes_the_project_of_a_task(ann: Access, client: Client, task: Task) -> None:
    ProjectFactory(access=ann, name="Harbour", key="HA")

    html = menu(client, ann, "project")
    answer: Any = client.post(address(ann, "task_edit", "PT-1"), {"project": "HA", "base_project": "PT"})

    assert 'name="base_project" value="PT"' in html
    assert answer.status_code == 303
    assert Task.objects.of(ann).get(id=task.id).project.key == "HA"
