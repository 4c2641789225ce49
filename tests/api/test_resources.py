"""Projects, labels, comments, changes, stats, trash and undo through the API."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.access import Access
from accounts.models import Role
from tasks.days import today
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory

# -- projects ---------------------------------------------------------------------------------------------------------


def test_a_project_is_made_read_changed_and_deleted(api: Caller) -> None:
    made = api.post("projects", {"name": "Prime Trade", "key": "PT", "colour": "teal", "description": "Ours"})
    assert made.status_code == 201
    project = made.json()["data"]
    assert (project["key"], project["name"], project["colour"], project["is_inbox"]) == (
        "PT",
        "Prime Trade",
        "teal",
        False,
    )
    assert api.get("projects/PT").json()["data"] == api.get(f"projects/{project['id']}").json()["data"] == project
    changed = api.patch("projects/PT", {"name": "Prime", "archived": True}).json()["data"]
    assert changed["name"] == "Prime"
    assert changed["archived_at"] is not None
    batch = api.delete("projects/PT").json()["meta"]["batch"]
    assert api.get("projects/PT").status_code == 404
    assert api.post(f"batches/{batch}/undo").status_code == 200
    assert api.get("projects/PT").json()["data"]["name"] == "Prime"


def test_a_key_is_made_of_the_name(api: Caller) -> None:
    assert api.post("projects", {"name": "Prime Trade"}).json()["data"]["key"] == "PT"
    assert api.post("projects", {"name": "Prime Time"}).json()["data"]["key"] == "PT2"


@pytest.mark.parametrize("key", ["p", "P", "1A", "lower", "TOOLONGAKEY", "P T", "Ä1", "P\n"])
def test_a_key_of_another_form_is_refused(key: str, api: Caller) -> None:
    answer = api.post("projects", {"name": "X", "key": key})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["key"]


def test_projects_are_listed_with_their_counts(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann, name="Aa")
    for status in ("todo", "in_review", "completed", "cancelled"):
        TaskFactory(access=ann, project=project.id, status=status)
    found = {row["key"]: row for row in api.get("projects").json()["data"]}
    assert set(found) == {"IN", "GO", project.key}
    assert (found[project.key]["open_count"], found[project.key]["completed_count"]) == (2, 1)
    api.patch(f"projects/{project.key}", {"archived": True})
    assert {row["key"] for row in api.get("projects?archived=false").json()["data"]} == {"IN", "GO"}
    assert {row["key"] for row in api.get("projects?archived=true").json()["data"]} == {project.key}


def test_the_inbox_is_neither_archived_nor_deleted(api: Caller) -> None:
    assert api.patch("projects/IN", {"archived": True}).status_code == 422
    assert api.delete("projects/IN").status_code == 422


def test_members_do_not_manage_projects(ann: Access) -> None:
    member, admin = (Caller(MemberFactory(of=ann, role=role)) for role in (Role.MEMBER, Role.ADMIN))
    path = f"projects?workspace={ann.workspace.slug}"
    assert member.post(path, {"name": "Mine"}).status_code == 403
    assert admin.post(path, {"name": "Ours"}).status_code == 201


# -- labels -----------------------------------------------------------------------------------------------------------


def test_a_label_is_made_renamed_and_deleted(api: Caller, ann: Access) -> None:
    label = api.post("labels", {"name": "Bug", "colour": "red"}).json()["data"]
    task = TaskFactory(access=ann, labels=[UUID(label["id"])])
    assert api.get("labels").json()["data"][0]["tasks_count"] == 1
    assert api.patch(f"labels/{label['id']}", {"name": "Defect"}).json()["data"]["name"] == "Defect"
    batch = api.delete(f"labels/{label['id']}").json()["meta"]["batch"]
    assert api.get(f"labels/{label['id']}").status_code == 404
    assert api.get(f"tasks/{task.id}").json()["data"]["labels"] == []
    api.post(f"batches/{batch}/undo")
    assert api.get(f"tasks/{task.id}").json()["data"]["labels"][0]["name"] == "Defect"


# -- comments ---------------------------------------------------------------------------------------------------------


def test_a_comment_that_shows_nothing_once_formatted_is_refused(api: Caller, places: dict[str, str]) -> None:
    comments = f"tasks/{places['task']}/comments"
    path, said = f"{comments}/{places['comment']}", {"body": ["Write some words: once formatted, this shows nothing."]}
    for answer in (api.post(comments, {"body": "# \n[x]: y"}), api.patch(path, {"body": "[x]: y"})):
        assert (answer.status_code, answer.json()["errors"]) == (422, said)
    assert api.get(path).json()["data"]["body"] == "Hello"


def test_a_comment_is_written_edited_and_deleted(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann)
    made = api.post(f"tasks/{task.id}/comments", {"body": "**Well**\r\nyes"})
    assert made.status_code == 201
    comment = made.json()["data"]
    assert comment["body"] == "**Well**\nyes"
    assert comment["author"] == {"id": str(ann.user.id), "name": "Ann", "source": None, "brought_in_by": None}
    path = f"tasks/{task.id}/comments/{comment['id']}"
    assert api.get(path).json()["data"] == comment
    edited = api.patch(path, {"body": "No"}).json()["data"]
    assert edited["body"] == "No"
    assert edited["edited_at"] is not None
    api.delete(path)
    assert api.get(path).status_code == 404
    entry = api.get("trash").json()["data"][0]
    assert (entry["kind"], entry["title"]) == ("comment", "No")
    assert api.post(f"trash/{comment['id']}/restoration").json()["data"]["kind"] == "comment"
    assert api.get(path).status_code == 200


def test_only_the_author_edits_a_comment(api: Caller, ann: Access) -> None:
    bob = Caller(MemberFactory(of=ann))
    slug, task = ann.workspace.slug, TaskFactory(access=ann)
    comment = api.post(f"tasks/{task.id}/comments", {"body": "Mine"}).json()["data"]["id"]
    path = f"tasks/{task.id}/comments/{comment}?workspace={slug}"
    assert bob.patch(path, {"body": "Yours"}).status_code == 403
    assert bob.delete(path).status_code == 403


def test_a_comment_of_twenty_kilobytes_is_the_longest(api: Caller, ann: Access) -> None:
    path = f"tasks/{TaskFactory(access=ann).id}/comments"
    assert api.post(path, {"body": "x" * 20_000}).status_code == 201
    assert api.post(path, {"body": "x" * 20_001}).status_code == 422
    assert api.post(path, {"body": "é" * 10_001}).status_code == 422


def test_comments_of_a_trashed_task_are_nothing(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann)
    api.post(f"tasks/{task.id}/comments", {"body": "x"})
    api.delete(f"tasks/{task.id}")
    for answer in (
        api.get(f"tasks/{task.id}/comments"),
        api.post(f"tasks/{task.id}/comments", {"body": "y"}),
        api.get(f"tasks/{task.id}/changes"),
    ):
        assert answer.status_code == 404


# -- changes ----------------------------------------------------------------------------------------------------------


def test_the_history_of_a_task_tells_what_changed(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="Old")
    api.patch(f"tasks/{task.id}", {"title": "New"})
    api.post(f"tasks/{task.id}/comments", {"body": "x"})
    changes = api.get(f"tasks/{task.id}/changes").json()["data"]
    assert [(change["kind"], change["verb"]) for change in changes] == [
        ("comment", "created"),
        ("task", "edited"),
        ("task", "created"),
    ]
    assert (changes[1]["before"], changes[1]["after"]) == ({"title": "Old"}, {"title": "New"})
    assert changes[1]["actor"] == {"id": str(ann.user.id), "name": "Ann"}


def test_a_page_of_the_feed_never_ends_within_a_transaction(api: Caller, ann: Access) -> None:
    parent = TaskFactory(access=ann)
    for _ in range(4):
        TaskFactory(access=ann, parent=parent.id)
    since = api.get("tasks").json()["meta"]["since"]
    api.delete(f"tasks/{parent.id}")
    answer = api.get(f"changes?since={since}&limit=2").json()
    assert len(answer["data"]) == 5
    assert answer["meta"]["next"] is None


# -- stats ------------------------------------------------------------------------------------------------------------


def test_tasks_are_counted(api: Caller, ann: Access) -> None:
    before = api.get("tasks/stats").json()["data"]
    day = today(ann)
    TaskFactory(access=ann, due_on=day - timedelta(days=1), priority=4)
    TaskFactory(access=ann, due_on=day, status="in_progress")
    TaskFactory(access=ann, due_on=day - timedelta(days=1), status="completed")
    api.delete(f"tasks/{TaskFactory(access=ann).id}")
    after = api.get("tasks/stats").json()["data"]
    added = {name: after[name] - before[name] for name in before if isinstance(before[name], int)}
    assert added == {"total": 3, "open": 2, "overdue": 1, "due_today": 1, "completed_this_week": 1}
    assert after["by_priority"]["urgent"] - before["by_priority"]["urgent"] == 1
    assert after["by_status"]["in_progress"] - before["by_status"]["in_progress"] == 1


@pytest.mark.parametrize(("week_start", "expected"), [("monday", 1), ("sunday", 2)])
def test_the_week_begins_on_the_persons_own_first_day(
    week_start: str, expected: int, api: Caller, ann: Access, time_machine: Any
) -> None:
    caller = Caller(ann)
    before = caller.get("tasks/stats").json()["data"]["completed_this_week"]
    for moment in ("2027-01-03T12:00:00Z", "2027-01-04T12:00:00Z"):  # a Sunday and the Monday after it
        time_machine.move_to(moment, tick=False)
        TaskFactory(access=ann, status="completed")
    caller = Caller(ann)
    caller.patch("users/me", {"week_start": week_start})
    assert before >= 0
    assert caller.get("tasks/stats").json()["data"]["completed_this_week"] == expected


# -- trash and undo ---------------------------------------------------------------------------------------------------


def test_subtasks_are_in_the_trash_with_their_parent(api: Caller, ann: Access) -> None:
    parent = TaskFactory(access=ann, title="Parent")
    child = TaskFactory(access=ann, parent=parent.id)
    api.delete(f"tasks/{parent.id}")
    assert [entry["title"] for entry in api.get("trash").json()["data"]] == ["Parent"]
    assert api.get(f"tasks/{child.id}").status_code == 404
    api.post(f"trash/{parent.id}/restoration")
    assert api.get(f"tasks/{child.id}").status_code == 200


def test_what_is_not_in_the_trash_can_not_be_restored(api: Caller, ann: Access) -> None:
    assert api.post(f"trash/{TaskFactory(access=ann).id}/restoration").status_code == 404


def test_an_entry_says_when_it_is_purged(api: Caller, ann: Access) -> None:
    api.delete(f"tasks/{TaskFactory(access=ann).id}")
    entry = api.get("trash").json()["data"][0]
    assert date.fromisoformat(entry["purge_at"][:10]) - date.fromisoformat(entry["deleted_at"][:10]) == timedelta(30)


def test_undo_says_what_it_left(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="One")
    batch = api.patch(f"tasks/{task.id}", {"title": "Two"}).json()["meta"]["batch"]
    api.patch(f"tasks/{task.id}", {"title": "Three"})
    undone = api.post(f"batches/{batch}/undo").json()["data"]
    assert undone["left"]
    assert api.get(f"tasks/{task.id}").json()["data"]["title"] == "Three"


def test_undo_of_an_undo_does_it_again(api: Caller, ann: Access) -> None:
    label = LabelFactory(access=ann)
    batch = api.patch(f"labels/{label.id}", {"name": "New"}).json()["meta"]["batch"]
    undo = api.post(f"batches/{batch}/undo").json()["meta"]["batch"]
    assert api.get(f"labels/{label.id}").json()["data"]["name"] == label.name
    api.post(f"batches/{undo}/undo")
    assert api.get(f"labels/{label.id}").json()["data"]["name"] == "New"
