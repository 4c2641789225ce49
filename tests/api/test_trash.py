"""Deleted labels are in the trash of the API like all else, and come back from there onto their tasks."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.access import Access
from tasks.commands import create_comment, delete_comment, delete_label, delete_project, delete_task, edit_task, undo
from tasks.models import Label, Task
from tasks.queries import trash_groups
from tests.api.conftest import Caller
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory


@pytest.fixture
def label(ann: Access) -> Label:
    return LabelFactory(access=ann, name="Bug")


def test_a_deleted_label_is_in_the_trash(api: Caller, label: Label) -> None:
    api.delete(f"labels/{label.id}")

    (entry,) = api.get("trash").json()["data"]

    assert (entry["id"], entry["kind"], entry["key"], entry["title"]) == (str(label.id), "label", "", "Bug")
    assert entry["deleted_by"] == "Ann"


def test_a_label_is_restored_onto_the_tasks_it_was_on(api: Caller, ann: Access, label: Label) -> None:
    on, off = TaskFactory(access=ann, labels=[label.id]), TaskFactory(access=ann, labels=[label.id])
    edit_task(ann, task=off.id, labels=[])
    api.delete(f"labels/{label.id}")

    answer = api.post(f"trash/{label.id}/restoration").json()

    assert answer["data"] == {"id": str(label.id), "kind": "label"}
    assert [row["id"] for row in api.get(f"tasks?label={label.id}").json()["data"]] == [str(on.id)]
    assert api.get("trash").json()["data"] == []
    assert api.get(f"labels/{label.id}").json()["data"]["tasks_count"] == 1


def test_a_label_comes_back_from_its_last_deletion(api: Caller, ann: Access, label: Label) -> None:
    first, second = TaskFactory(access=ann, labels=[label.id]), TaskFactory(access=ann)
    api.delete(f"labels/{label.id}")
    api.post(f"trash/{label.id}/restoration")
    edit_task(ann, task=first.id, labels=[])
    edit_task(ann, task=second.id, labels=[label.id])
    api.delete(f"labels/{label.id}")

    api.post(f"trash/{label.id}/restoration")

    assert [row["id"] for row in api.get(f"tasks?label={label.id}").json()["data"]] == [str(second.id)]


def test_the_restoration_of_a_label_is_taken_back_by_undo(api: Caller, ann: Access, label: Label) -> None:
    TaskFactory(access=ann, labels=[label.id])
    api.delete(f"labels/{label.id}")
    batch = api.post(f"trash/{label.id}/restoration").json()["meta"]["batch"]

    assert undo(ann, batch=batch).value.left == ()

    assert [entry["kind"] for entry in api.get("trash").json()["data"]] == ["label"]


def test_a_label_whose_name_is_taken_stays_and_says_what_to_do(api: Caller, ann: Access, label: Label) -> None:
    api.delete(f"labels/{label.id}")
    other = api.post("labels", {"name": "bug"}).json()["data"]["id"]

    refused = api.post(f"trash/{label.id}/restoration")

    assert refused.status_code == 409
    assert refused.json()["detail"] == (
        "There is another label named Bug now. Rename or delete that one, then restore this one."
    )
    api.delete(f"labels/{other}")
    assert api.post(f"trash/{label.id}/restoration").status_code == 200


def test_the_label_of_another_workspace_is_nothing(api: Caller) -> None:
    stranger = PersonFactory()
    theirs = LabelFactory(access=stranger)
    delete_label(stranger, label=theirs.id)

    assert api.post(f"trash/{theirs.id}/restoration").status_code == 404
    assert api.get("trash").json()["data"] == []


def test_the_list_and_the_page_hold_the_same(api: Caller, ann: Access, label: Label) -> None:
    comment = create_comment(ann, task=TaskFactory(access=ann).id, body="x" * 500).value
    delete_task(ann, task=TaskFactory(access=ann, parent=TaskFactory(access=ann).id).id)
    delete_project(ann, project=ProjectFactory(access=ann).id)
    delete_comment(ann, comment=comment.id)
    delete_label(ann, label=label.id)

    listed = {(row["kind"], row["id"]) for row in api.get("trash").json()["data"]}
    shown = {(group.kind, entry["id"]) for group in trash_groups.by_kind(ann) for entry in group.entries}

    assert listed == shown
    assert {kind for kind, _ in listed} == {"project", "task", "comment", "label"}


def test_what_is_listed_can_be_restored_and_nothing_else(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    in_project = TaskFactory(access=ann, project=project.id)
    parent, task = TaskFactory(access=ann), TaskFactory(access=ann)
    subtask = TaskFactory(access=ann, parent=parent.id, project=parent.project_id)
    comments = [create_comment(ann, task=one.id, body="One").value for one in (task, in_project, parent)]
    deeper = TaskFactory(access=ann, project=project.id)
    for comment in comments:
        delete_comment(ann, comment=comment.id)
    for one in (subtask, parent, task, deeper):
        delete_task(ann, task=one.id)
    delete_project(ann, project=project.id)

    listed = {row["id"] for row in api.get("trash").json()["data"]}
    shown = {entry["id"] for group in trash_groups.by_kind(ann) for entry in group.entries}
    waiting = {str(one.id) for one in (subtask, deeper, *comments)}
    refused = {one: api.post(f"trash/{one}/restoration").status_code for one in waiting}
    restored = {one: api.post(f"trash/{one}/restoration").status_code for one in listed}

    assert listed == shown == {str(one.id) for one in (project, parent, task)}
    assert set(refused.values()) == {409}
    assert set(restored.values()) == {200}
    assert {row["id"] for row in api.get("trash").json()["data"]} == waiting


def test_the_list_and_the_page_name_the_same_person(api: Caller, ann: Access) -> None:
    delete_task(ann, task=TaskFactory(access=ann).id)
    ann.user.name = "Anna"
    ann.user.save()
    brought = TaskFactory(access=ann)
    Task.objects.of(ann).filter(id=brought.id).update(deleted_at=timezone.now())  # archived in a file: never deleted

    listed = {row["id"]: row["deleted_by"] for row in api.get("trash").json()["data"]}
    shown = {entry["id"]: entry["by"] for group in trash_groups.by_kind(ann) for entry in group.entries}

    assert listed == shown
    assert set(shown.values()) == {"Anna"}
