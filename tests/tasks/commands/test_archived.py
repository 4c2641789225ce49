"""An archived project is read-only: every command that changes something in it says the way out."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.access import Access
from primetrade.errors import InvalidInput
from primetrade.models import Change
from tasks import commands
from tasks.commands import create_comment, create_task, delete_task, edit_project, undo
from tests.api.conftest import Caller
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory

Do = Callable[[Access, Any], Any]

REFUSED: dict[str, Do] = {
    "complete_subtasks": lambda ann, old: commands.complete_subtasks(ann, task=old.task.id, batch=old.batch),
    "create_comment": lambda ann, old: create_comment(ann, task=old.task.id, body="Hello"),
    "create_task": lambda ann, old: create_task(ann, title="New", project=old.project.id),
    "create_task below one": lambda ann, old: create_task(ann, title="New", parent=old.task.id),
    "edit_comment": lambda ann, old: commands.edit_comment(ann, comment=old.comment.id, body="Other"),
    "edit_project": lambda ann, old: edit_project(ann, project=old.project.id, name="Other"),
    "edit_task": lambda ann, old: commands.edit_task(ann, task=old.task.id, title="Other"),
    "edit_task: labels": lambda ann, old: commands.edit_task(ann, task=old.task.id, labels=[old.label.id]),
    "edit_task: place": lambda ann, old: commands.edit_task(ann, task=old.task.id, after=old.second.id),
    "edit_task: out of it": lambda ann, old: commands.edit_task(ann, task=old.task.id, project=old.open.id),
    "edit_task: into it": lambda ann, old: commands.edit_task(ann, task=old.outside.id, project=old.project.id),
    "tick_boxes": lambda ann, old: commands.tick_boxes(ann, task=old.task.id, boxes={}),
    "tick_boxes_of_comment": lambda ann, old: commands.tick_boxes_of_comment(ann, comment=old.comment.id, boxes={}),
}
TAKEN: dict[str, Do] = {
    "create_label": lambda ann, old: commands.create_label(ann, name="New"),
    "create_project": lambda ann, old: commands.create_project(ann, name="New"),
    "delete_comment": lambda ann, old: commands.delete_comment(ann, comment=old.comment.id),
    "delete_label": lambda ann, old: commands.delete_label(ann, label=old.label.id),
    "edit_label": lambda ann, old: commands.edit_label(ann, label=old.label.id, name="Other"),
    "edit_project: back": lambda ann, old: edit_project(ann, project=old.project.id, archived=False, name="Other"),
    "edit_project: the same": lambda ann, old: edit_project(ann, project=old.project.id, name=old.project.name),
    "restore": lambda ann, old: commands.restore(ann, entry=old.trashed.id),
    "delete_project": lambda ann, old: commands.delete_project(ann, project=old.project.id),
    "delete_task": lambda ann, old: delete_task(ann, task=old.task.id),
    "undo": lambda ann, old: undo(ann, batch=old.batch),
}
# The trash is emptied by a job.
ELSEWHERE = {"purge"}


@pytest.fixture
def ann(db: None) -> Access:
    return PersonFactory(name="Ann")


@pytest.fixture
def old(ann: Access) -> Any:
    """An archived project with things in it, an open one, a task outside."""
    project, other = ProjectFactory(access=ann, name="Boats"), ProjectFactory(access=ann)
    task, second, trashed = (TaskFactory(access=ann, project=project.id) for _ in range(3))
    things = SimpleNamespace(
        project=project, open=other, task=task, second=second, trashed=trashed,
        comment=create_comment(ann, task=task.id, body="Hello").value, label=LabelFactory(access=ann),
        outside=TaskFactory(access=ann), batch=commands.edit_task(ann, task=task.id, title="Edited").batch,
    )  # fmt: skip
    delete_task(ann, task=trashed.id)
    edit_project(ann, project=project.id, archived=True)
    return things


def test_every_command_is_tried_here() -> None:
    tried = {name.split(":")[0].split(" ")[0] for name in (*REFUSED, *TAKEN)}
    assert set(commands.__all__) - ELSEWHERE == tried


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_change_an_archived_project_is_refused_and_says_the_way_out(
    name: str, ann: Access, old: Any
) -> None:
    with pytest.raises(InvalidInput, match=r"Boats is archived.*Take it out of the archive") as refused:
        REFUSED[name](ann, old)
    assert list(refused.value.errors) == ["project"]


@pytest.mark.parametrize("name", TAKEN)
def test_undo_trash_and_what_is_not_in_it_still_work(name: str, ann: Access, old: Any) -> None:
    assert TAKEN[name](ann, old).version


@pytest.mark.parametrize(
    ("before", "given", "verb"),
    [
        (False, {"archived": False, "name": "New"}, "edited"),
        (False, {"archived": True, "name": "New"}, "archived"),
        (True, {"archived": False, "name": "New"}, "unarchived"),
    ],
)
def test_history_says_archived_or_brought_back_only_where_that_changed(
    ann: Access, before: bool, given: Any, verb: str
) -> None:
    project = ProjectFactory(access=ann)
    edit_project(ann, project=project.id, archived=before)
    batch = edit_project(ann, project=project.id, **given).batch
    assert [change.verb for change in Change.objects.of(ann).filter(batch=batch)] == [verb]


def test_the_api_says_it_as_422(ann: Access, old: Any) -> None:
    api = Caller(ann)
    for answer in (
        api.patch(f"tasks/{old.task.id}", {"title": "Other"}),
        api.post(f"tasks/{old.task.id}/comments", {"body": "Hello"}),
        api.post("tasks", {"title": "New", "project": old.project.key}),
        api.patch(f"projects/{old.project.key}", {"name": "Other"}),
    ):
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["project"])
    assert api.patch(f"projects/{old.project.key}", {"archived": False}).status_code == 200
    assert api.patch(f"tasks/{old.task.id}", {"title": "Other"}).status_code == 200


def test_the_page_of_a_task_says_it_with_the_way_out(ann: Access, old: Any, client: Any) -> None:
    client.force_login(ann.user)
    page = f"/w/{ann.workspace.slug}/tasks/{old.project.key}-1"
    shown = client.get(page).content.decode()
    assert "The project of this task is archived" in shown
    assert f"/projects/{old.project.key}/settings" in shown
    answer = client.post(f"{page}/edit", {"title": "Other"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Take it out of the archive first" in answer.content.decode()
