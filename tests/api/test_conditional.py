"""ETags: 304 for what the caller has, 412 for a change of what someone else changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from accounts.access import Access, access_of
from accounts.models import Membership, Role
from tests.api.conftest import Caller
from tests.factories import MemberFactory, TaskFactory


@pytest.fixture
def task(ann: Access) -> Any:
    return TaskFactory(access=ann, title="One")


def test_the_tag_names_the_object_and_the_workspace(api: Caller, ann: Access, task: Any) -> None:
    ann.workspace.refresh_from_db()
    version = ann.workspace.version
    assert api.get(f"tasks/{task.id}").headers["ETag"].startswith(f'"1-{version}-')
    assert api.get("tasks").headers["ETag"].startswith(f'"0-{version}-')


def test_what_is_unchanged_is_304_with_the_same_tag(api: Caller, task: Any) -> None:
    tag = api.get(f"tasks/{task.id}").headers["ETag"]
    for sent in (tag, f"W/{tag}", f'"x", {tag}', f'{tag}, "0-0-0"'):
        answer = api.get(f"tasks/{task.id}", If_None_Match=sent)
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)


def test_any_change_in_the_workspace_makes_it_200(api: Caller, ann: Access, task: Any) -> None:
    tag = api.get("tasks").headers["ETag"]
    TaskFactory(access=ann)
    assert api.get("tasks", If_None_Match=tag).status_code == 200


def test_a_tag_is_for_one_question_of_one_person_in_one_role(api: Caller, ann: Access, task: Any) -> None:
    bob = MemberFactory(of=ann)
    tag = api.get("tasks").headers["ETag"]
    slug = ann.workspace.slug
    assert api.get("tasks?limit=5", If_None_Match=tag).status_code == 200
    assert api.get("labels", If_None_Match=tag).status_code == 200
    assert Caller(bob).get(f"tasks?workspace={slug}", If_None_Match=tag).status_code == 200
    caller = Caller(bob)
    theirs = caller.get(f"tasks?workspace={slug}").headers["ETag"]
    assert caller.get(f"tasks?workspace={slug}", If_None_Match=theirs).status_code == 304
    Membership.objects.of(ann).filter(user=bob.user).update(role=Role.ADMIN)
    assert caller.get(f"tasks?workspace={slug}", If_None_Match=theirs).status_code == 200


def test_a_person_who_changes_their_zone_gets_it_anew(api: Caller, task: Any) -> None:
    tag = api.get("tasks/stats").headers["ETag"]
    assert api.patch("users/me", {"timezone": "Asia/Tokyo"}).status_code == 200
    assert api.get("tasks/stats", If_None_Match=tag).status_code == 200


def test_a_new_day_makes_anew_what_depends_on_it(api: Caller, task: Any, time_machine: Any) -> None:
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    caller = Caller(api.access)
    paths = {"tasks/stats": 200, "tasks": 200, "labels": 304}
    tags = {path: caller.get(path).headers["ETag"] for path in paths}
    time_machine.move_to("2026-12-02T12:00:00Z", tick=False)
    caller = Caller(api.access)
    for path, expected in paths.items():
        assert caller.get(path, If_None_Match=tags[path]).status_code == expected, path


def test_answers_about_no_single_workspace_have_no_tag(api: Caller) -> None:
    for path in ("users/me", "workspaces"):
        assert "ETag" not in api.get(path).headers


def test_a_change_of_what_one_has_seen_is_made(api: Caller, task: Any) -> None:
    tag = api.get(f"tasks/{task.id}").headers["ETag"]
    answer = api.patch(f"tasks/{task.id}", {"title": "Two"}, If_Match=tag)
    assert answer.status_code == 200
    assert api.patch(f"tasks/{task.id}", {"title": "Three"}, If_Match=answer.headers["ETag"]).status_code == 200
    assert api.get(f"tasks/{task.id}").json()["data"]["title"] == "Three"


def test_a_weak_tag_and_changes_elsewhere_break_nothing(api: Caller, ann: Access, task: Any) -> None:
    tag = api.get(f"tasks/{task.id}").headers["ETag"]
    TaskFactory(access=ann)
    assert api.patch(f"tasks/{task.id}", {"title": "Two"}, If_Match=f"W/{tag}").status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_change_of_what_someone_else_changed_is_412_with_what_is_there_now(
    method: str, api: Caller, task: Any
) -> None:
    tag = api.get(f"tasks/{task.id}").headers["ETag"]
    api.patch(f"tasks/{task.id}", {"title": "Theirs"})
    answer = api.send(method, f"tasks/{task.id}", {"title": "Mine"} if method == "PATCH" else None, If_Match=tag)
    assert answer.status_code == 412
    assert answer.json()["current"] == api.get(f"tasks/{task.id}").json()["data"]
    assert answer.json()["current"]["title"] == "Theirs"


def test_a_star_takes_any_version(api: Caller, task: Any) -> None:
    assert api.patch(f"tasks/{task.id}", {"title": "Two"}, If_Match="*").status_code == 200


def test_what_can_not_be_conditional_says_so(api: Caller) -> None:
    answer = api.post("tasks", {"title": "One"}, If_Match='"1-1-0123456789abcdef"')
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["If-Match"]


def test_the_answer_to_a_change_has_the_tag_of_reading_it(api: Caller, task: Any) -> None:
    changed = api.patch(f"tasks/{task.id}", {"title": "Two"}).headers["ETag"]
    assert api.get(f"tasks/{task.id}").headers["ETag"] == changed


def test_answers_differ_by_who_asks_and_where(api: Caller) -> None:
    answer = api.get("tasks")
    assert {"Authorization", "X-Workspace", "Cookie"} <= set(answer.headers["Vary"].replace(" ", "").split(","))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert replace(access_of(api.access.user, api.access.workspace)).role == "owner"
