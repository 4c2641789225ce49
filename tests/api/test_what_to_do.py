"""Errors say what to do next; `detail` says more than the title."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from tests.api.conftest import Caller
from tests.factories import ProjectFactory, TaskFactory


def detail(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content
    return str(answer.json()["detail"])


@pytest.mark.parametrize("given", ["3-9-x", "", "W/", '"abc"', '"1-2"'])
def test_an_if_match_that_has_the_form_of_no_etag_is_stale_and_says_how_to_send_it(given: str, api: Caller) -> None:
    task = api.post("tasks", {"title": "One"}).json()["data"]
    for method, body in (("PATCH", {"title": "Two"}), ("DELETE", None)):
        answer = api.send(method, f"tasks/{task['id']}", body, If_Match=given)
        assert "with its quotes" in detail(answer, 412)
    assert api.get(f"tasks/{task['id']}").json()["data"] == task


def test_a_stale_etag_of_ours_says_that_someone_changed_it(api: Caller) -> None:
    path = f"tasks/{api.post('tasks', {'title': 'One'}).json()['data']['id']}"
    tag = api.get(path).headers["ETag"]
    api.patch(path, {"title": "Two"})
    assert "quotes" not in detail(api.patch(path, {"title": "x"}, If_Match=tag), 412)


def test_a_body_of_another_type_is_told_the_type_and_header(api: Caller) -> None:
    assert "Content-Type: application/json" in detail(api.send("POST", "tasks", b"{}", content_type="text/plain"), 415)
    said = detail(api.send("POST", "imports", b"{}", content_type="application/json"), 415)
    assert "multipart/form-data" in said
    assert "`file`" in said


@pytest.mark.parametrize("token", ["x", "a.b.c", ""])
def test_a_token_that_is_not_valid_is_told_where_a_new_one_is(token: str, db: None) -> None:
    said = detail(Caller(None).get("tasks", Authorization=f"Bearer {token}"), 401)
    assert "POST /api/auth/refresh" in said


def test_without_a_token_the_words_are_others(db: None) -> None:
    assert "refresh" not in detail(Caller(None).get("tasks"), 401)


@pytest.mark.parametrize("slug", ["nobodys-place", "No such!"])
def test_an_unknown_workspace_points_to_the_list_of_yours(slug: str, api: Caller) -> None:
    assert "GET /api/workspaces" in detail(api.get("tasks", X_Workspace=slug), 404)


def test_a_moment_without_its_zone_is_told_so(api: Caller) -> None:
    (said,) = api.get("tasks?created_after=2026-11-26T00:00:00").json()["errors"]["created_after"]
    assert "zone" in said
    assert "2026-11-26T00:00:00Z" in said
    assert api.get("tasks?created_after=2026-11-26T00:00:00Z").status_code == 200


def test_the_detail_of_a_422_names_the_fields_and_what_to_do(api: Caller) -> None:
    said = detail(api.post("tasks", {"title": 1, "due_on": "soon", "status": "don", "priority": "x"}), 422)
    assert "title: This must be text." in said
    assert "And 1 more" in said


def test_an_archived_project_says_what_a_program_sends(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id)
    api.patch(f"projects/{project.key}", {"archived": True})
    assert '`{"archived": false}`' in detail(api.patch(f"tasks/{task.id}", {"title": "x"}), 422)


def test_a_key_of_a_project_in_the_trash_says_where_it_is(api: Caller, ann: Access) -> None:
    ProjectFactory(access=ann, key="BOAT")
    api.delete("projects/BOAT")
    assert "in the trash" in detail(api.post("projects", {"name": "Boat", "key": "BOAT"}), 409)


def test_the_statuses_of_an_import_name_what_is_unknown(api: Caller, places: dict[str, str]) -> None:
    start = f"imports/{places['run']}/start"
    assert "“nope”" in detail(api.post(start, {"statuses": {"nope": "todo"}}), 422)
    assert "an object" in detail(api.post(start, {"statuses": []}), 422)


def test_a_moment_in_another_spelling_is_the_same_moment(api: Caller) -> None:
    task = api.post("tasks", {"title": "One"}).json()["data"]
    other = task["created_at"].replace("Z", "+00:00")
    assert api.patch(f"tasks/{task['id']}", {"created_at": other}).status_code == 200
    for wrong in (task["created_at"].replace("Z", "+01:00"), task["created_at"].replace("Z", ""), "soon"):
        assert api.patch(f"tasks/{task['id']}", {"created_at": wrong}).status_code == 422


def test_a_page_of_changes_names_a_cursor_exactly_while_there_is_a_next_one(api: Caller) -> None:
    for number in range(3):
        api.post("tasks", {"title": str(number)})
    page = api.get("changes?limit=1").json()["meta"]
    assert page["cursor"] == page["since"]
    assert page["cursor"] in page["next"]
    last = api.get("changes?limit=200").json()["meta"]
    assert (last["next"], last["cursor"]) == (None, None)
