"""A write that changed nothing names no batch: there is nothing for undo to take back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.access import Access
from tasks.commands import create_comment, edit_task
from tests.api.conftest import Caller
from tests.factories import LabelFactory, ProjectFactory, TaskFactory


def _task(ann: Access) -> tuple[str, dict[str, object]]:
    label = LabelFactory(access=ann)
    task = TaskFactory(access=ann, title="Same", labels=[label.id], assignees=[ann.user.id])
    same = {"title": "Same", "status": "todo", "labels": [str(label.id)], "assignees": [str(ann.user.id)]}
    return f"tasks/{task.id}", same


def _project(ann: Access) -> tuple[str, dict[str, object]]:
    project = ProjectFactory(access=ann, name="Same")
    return f"projects/{project.id}", {"name": "Same", "archived": False}


def _label(ann: Access) -> tuple[str, dict[str, object]]:
    label = LabelFactory(access=ann, name="Same", colour="red")
    return f"labels/{label.id}", {"name": "Same", "colour": "red"}


def _comment(ann: Access) -> tuple[str, dict[str, object]]:
    task = TaskFactory(access=ann)
    comment = create_comment(ann, task=task.id, body="Same").value
    return f"tasks/{task.id}/comments/{comment.id}", {"body": "Same"}


@pytest.mark.parametrize("thing", [_task, _project, _label, _comment])
def test_a_change_to_what_is_there_already_names_no_batch(
    api: Caller, ann: Access, thing: Callable[[Access], tuple[str, dict[str, object]]]
) -> None:
    path, same = thing(ann)
    version = api.get("projects").json()["meta"]["version"]

    meta = api.patch(path, same).json()["meta"]

    assert meta == {"batch": None, "version": version}


def test_a_change_names_the_batch_that_takes_it_back(api: Caller, ann: Access) -> None:
    path, _ = _task(ann)

    meta = api.patch(path, {"title": "Other"}).json()["meta"]

    assert api.post(f"batches/{meta['batch']}/undo").json()["data"]["steps"] == 1


def test_an_undo_that_put_nothing_back_names_no_batch(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="One")
    edit = edit_task(ann, task=task.id, title="Two")
    edit_task(ann, task=task.id, title="Three")

    answer = api.post(f"batches/{edit.batch}/undo").json()

    assert (answer["data"]["steps"], answer["meta"]["batch"]) == (0, None)
