"""No value of a page's query, form or cookie ends in a 500: it is taken as it is, refused beside its field, or 4xx."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.access import Access
from tasks.commands import create_comment, edit_task
from tasks.models import Task
from tests.factories import LabelFactory, PersonFactory, TaskFactory
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db

VALUES = (
    "a\0b",
    "%",
    "99999999999999999999",
    "٣",
    "0001-01-01",
    "9999h 999999m",
    "01a20fb7-0000-7000-8000-000000000000",
)
QUERIES = {
    "all_tasks": "status priority project assignee label due due_before completed_since parent sort cursor",
    "projects": "cursor",
    "inbox": "cursor",
    "task_new": "project status priority due_on parent title next",
    "trash": "cursor",
}
FORMS = {
    "task_edit": "title description status priority due_on due_time start_on estimate_minutes estimate project parent "
    "labels label_add label_remove assignees assignee_add before after version base_title base_due_on base_parent "
    "base_labels fragment keep_title next",
    "task_place": "status before after place next",
    "task_comments": "body next",
    "task_subtasks": "title next",
    "task_new": "title description project status priority due_on due_time assignees labels parent fragment next",
    "project_new": "name key colour description",
    "workspace_settings": "name",
    "members": "act member role email",
    "labels": "act label name colour",
    "preview": "description",
    "first_run": "task act",
    "profile": "name timezone week_start theme",
    "undo": "next task",
}
_OF_TASK = {"task_edit", "task_place", "task_comments", "task_subtasks"}


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann", email="ann@example.org")


@pytest.fixture
def task(ann: Access) -> Task:
    task = TaskFactory(access=ann, labels=[LabelFactory(access=ann).id])
    create_comment(ann, task=task.id, body="Words")
    return task


def _path(ann: Access, task: Task, name: str) -> str:
    if name in _OF_TASK:
        return address(ann, name, f"{task.project.key}-{task.number}")
    if name == "undo":
        return address(ann, name, edit_task(ann, task=task.id, title="New").batch)
    return {"first_run": "/welcome", "profile": "/settings/profile"}.get(name) or address(ann, name)


@pytest.mark.parametrize("name", QUERIES)
def test_no_value_in_an_address_breaks_a_page(ann: Access, name: str) -> None:
    client = client_of(ann)
    for field in QUERIES[name].split():
        for value in VALUES:
            assert client.get(address(ann, name), {field: value}).status_code < 500, (field, value)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
@pytest.mark.parametrize("name", FORMS)
def test_no_value_in_a_form_breaks_a_page(ann: Access, task: Task, name: str, headers: dict[str, str]) -> None:
    client, path = client_of(ann), _path(ann, task, name)
    for field in FORMS[name].split():
        for value in VALUES:
            answer = client.post(path, {"title": "One", field: value}, headers=headers)
            assert answer.status_code < 500, (field, value)


@pytest.mark.parametrize("field", ["login", "password", "next", "name", "email", "password1", "timezone"])
def test_no_value_breaks_the_doors(field: str) -> None:
    for value in VALUES:
        for path in ("/login", "/register", "/accounts/password/reset"):
            assert Client().post(path, {field: value}).status_code < 500, value


@pytest.mark.parametrize("name", ["session", "csrf", "accessToken", "refreshToken"])
@pytest.mark.parametrize("value", ["\0" * 12, '"\\000aaaaaaaaaaaa"', "\ud800" * 12, "é" * 12, "a" * 5_000, "a.b.c"])
def test_no_cookie_breaks_a_page_or_an_endpoint(name: str, value: str) -> None:
    for path in ("/", "/login", "/dashboard", "/api/tasks", "/api/users/me"):
        client = Client(headers={"Cookie": f"{name}={value}".encode("utf-8", "surrogatepass").decode("latin-1")})
        assert client.get(path).status_code < 500
    assert client.post("/api/auth/refresh", b"{}", content_type="application/json").status_code < 500


@pytest.mark.parametrize("key", ["1-é-x", "z" * 40 + "-a-b", "0-x", "1-" + "1" * 3_000, "ZZZ-set-password"])
def test_no_link_of_a_mail_breaks_its_page(key: str) -> None:
    assert Client().get(f"/accounts/password/reset/key/{key}").status_code in (200, 302, 404)
    assert Client().get(f"/accounts/confirm-email/{key}").status_code in (200, 302, 404)
