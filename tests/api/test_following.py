"""Following a workspace: the moment that every read names, the log from there on, and starting again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.access import Access
from accounts.models import Workspace
from primetrade.api import moments
from primetrade.models import Change
from tasks.commands import create_comment
from tasks.queries import history
from tests.api.conftest import Caller
from tests.api.test_statements import READS
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory

OF_NO_WORKSPACE = ("users/me", "workspaces")


def restored(ann: Access, *, to: int) -> None:
    """The database is a copy from when the workspace was at this version."""
    Change.objects.of(ann).filter(seq__gt=to).delete()
    Workspace.objects.filter(id=ann.workspace_id).update(version=to)


def version_of(ann: Access) -> int:
    ann.workspace.refresh_from_db()
    return ann.workspace.version


@pytest.mark.parametrize("path", [path for path in READS if path not in OF_NO_WORKSPACE])
def test_every_list_and_read_says_the_moment_it_was_made_at(
    path: str, api: Caller, ann: Access, places: dict[str, str]
) -> None:
    meta = api.get(path.format(**places)).json()["meta"]

    assert meta["version"] == version_of(ann)
    assert meta["since"] == moments.moment(ann.workspace)


def test_what_is_about_no_workspace_says_no_moment(api: Caller) -> None:
    for path in OF_NO_WORKSPACE:
        assert not {"version", "since"} & set(api.get(path).json()["meta"])


def test_a_follower_begins_with_the_moment_of_what_it_read(api: Caller) -> None:
    api.post("tasks", {"title": "Before"})
    since = api.get("tasks").json()["meta"]["since"]
    assert api.get(f"changes?since={since}").json()["data"] == []
    batches = [api.post("tasks", {"title": f"T{number}"}).json()["meta"]["batch"] for number in range(5)]

    seen, path = [], f"changes?since={since}&limit=2"
    while path:
        answer = api.get(path).json()
        seen += answer["data"]
        path = (answer["meta"]["next"] or "").removeprefix("/api/")

    assert [change["batch"] for change in seen] == batches
    assert answer["meta"]["since"] == api.get("tasks").json()["meta"]["since"]


def test_without_a_moment_the_log_is_read_from_its_start(api: Caller) -> None:
    assert api.get("changes?limit=1").json()["data"][0]["seq"] == 1


@pytest.mark.parametrize("since", ["x", "x.y", "WzFd.x", "-7", "7.5", "٧", "7" * 19])
def test_what_is_no_moment_is_refused_by_name(since: str, api: Caller) -> None:
    answer = api.get(f"changes?since={since}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["since"])


@pytest.mark.parametrize("since", ["0", "7", "9" * 18])
def test_a_moment_as_an_earlier_version_told_it_starts_again(since: str, api: Caller) -> None:
    answer = api.get(f"changes?since={since}")
    assert (answer.status_code, answer.json()["type"]) == (410, "urn:primetrade:problem:start-again")


def test_a_moment_of_another_workspace_is_refused(api: Caller) -> None:
    theirs = moments.moment(PersonFactory().workspace)
    assert api.get(f"changes?since={theirs}").status_code == 400


def test_a_moment_ahead_of_the_log_starts_again(api: Caller, ann: Access) -> None:
    before = version_of(ann)
    TaskFactory(access=ann)
    since = api.get("tasks").json()["meta"]["since"]
    restored(ann, to=before)

    answer = api.get(f"changes?since={since}")

    assert (answer.status_code, answer.json()["type"]) == (410, "urn:primetrade:problem:start-again")


def test_a_moment_of_before_a_restore_starts_again_when_the_version_was_reached_anew(api: Caller, ann: Access) -> None:
    before = version_of(ann)
    TaskFactory(access=ann, title="Lost")
    since = api.get("tasks").json()["meta"]["since"]
    restored(ann, to=before)
    call_command("new_epoch")
    TaskFactory(access=ann, title="Another")

    assert api.get(f"changes?since={since}").status_code == 410


def test_no_tag_of_before_a_restore_is_taken(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="One")
    before = version_of(ann)
    api.patch(f"tasks/{task.id}", {"title": "Lost"})
    kept = {path: api.get(path).headers["ETag"] for path in ("tasks", f"tasks/{task.id}", "changes", "tasks/stats")}
    restored(ann, to=before)
    call_command("new_epoch")
    api.patch(f"tasks/{task.id}", {"title": "Another"})

    assert {path: api.get(path, If_None_Match=tag).status_code for path, tag in kept.items()} == dict.fromkeys(
        kept, 200
    )
    assert api.patch(f"tasks/{task.id}", {"title": "Mine"}, If_Match=kept[f"tasks/{task.id}"]).status_code == 412


def test_a_new_epoch_of_one_workspace_leaves_the_others(ann: Access, capsys: Any) -> None:
    bob = PersonFactory()
    epochs = {access: access.workspace.epoch for access in (ann, bob)}

    call_command("new_epoch", workspace=ann.workspace.slug)

    assert "1 workspace has a new epoch" in capsys.readouterr().out
    for access in (ann, bob):
        access.workspace.refresh_from_db()
    assert ann.workspace.epoch != epochs[ann]
    assert bob.workspace.epoch == epochs[bob]


def test_an_address_that_no_workspace_has_is_said(ann: Access) -> None:
    with pytest.raises(CommandError, match="no workspace with the address nowhere"):
        call_command("new_epoch", workspace="nowhere")


# -- what of the log --------------------------------------------------------------------------------------------------


def followed(api: Caller, query: str) -> list[dict[str, Any]]:
    """Every change of a filtered feed, over its pages."""
    seen, path = [], f"changes?{query}"
    while path:
        answer = api.get(path).json()
        seen += answer["data"]
        path = (answer["meta"]["next"] or "").removeprefix("/api/")
    return seen


def test_the_feed_of_some_kinds_holds_only_these(api: Caller, ann: Access) -> None:
    since = api.get("tasks").json()["meta"]["since"]
    task = TaskFactory(access=ann)
    LabelFactory(access=ann)
    create_comment(ann, task=task.id, body="Hello")

    assert [change["kind"] for change in followed(api, f"since={since}&kind=comment,label")] == ["label", "comment"]


def test_the_feed_of_a_project_holds_what_concerns_it(api: Caller, ann: Access) -> None:
    inside, outside = ProjectFactory(access=ann, key="IN1"), ProjectFactory(access=ann, key="OUT")
    moved = TaskFactory(access=ann, project=inside.id)
    since = api.get("tasks").json()["meta"]["since"]
    task = TaskFactory(access=ann, project=inside.id)
    create_comment(ann, task=task.id, body="Hello")
    TaskFactory(access=ann, project=outside.id)
    api.patch(f"tasks/{moved.id}", {"project": "OUT"})
    api.patch("projects/IN1", {"name": "New"})

    for name in ("IN1", "in1", str(inside.id)):
        seen = followed(api, f"since={since}&project={name}")
        assert [(change["kind"], change["verb"], change["object_id"]) for change in seen] == [
            ("task", "created", str(task.id)),
            ("comment", "created", seen[1]["object_id"]),
            ("task", "edited", str(moved.id)),
            ("project", "edited", str(inside.id)),
        ]


def test_the_feed_of_a_project_goes_on_while_it_is_in_the_trash(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    since = api.get("tasks").json()["meta"]["since"]
    api.delete(f"projects/{project.id}")

    assert [change["verb"] for change in followed(api, f"since={since}&project={project.key}")] == ["deleted"]


def test_a_page_that_finds_nothing_goes_on_behind_what_it_looked_at(
    api: Caller, ann: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "SPAN", 3)
    since = api.get("tasks").json()["meta"]["since"]
    for _ in range(4):
        TaskFactory(access=ann)
    label = LabelFactory(access=ann)

    first = api.get(f"changes?since={since}&kind=label").json()

    assert (first["data"], first["meta"]["next"] is None) == ([], False)
    assert [change["object_id"] for change in followed(api, f"since={since}&kind=label")] == [str(label.id)]


def test_filters_page_through_the_same_changes_in_any_size(api: Caller, ann: Access) -> None:
    since = api.get("tasks").json()["meta"]["since"]
    for number in range(5):
        TaskFactory(access=ann, title=f"T{number}")
        LabelFactory(access=ann)

    whole = followed(api, f"since={since}&kind=task")
    assert len(whole) == 5
    assert followed(api, f"since={since}&kind=task&limit=2") == whole


@pytest.mark.parametrize(("query", "said"), [("kind=tasks", "Did you mean"), ("project=NOPE", "NOPE")])
def test_a_filter_of_what_is_not_there_is_refused_by_name(query: str, said: str, api: Caller) -> None:
    answer = api.get(f"changes?{query}")
    assert answer.status_code == 400
    assert said in str(answer.json()["errors"][query.split("=")[0]])


def test_an_undo_names_what_it_takes_back(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="One")
    batch = api.patch(f"tasks/{task.id}", {"title": "Two"}).json()["meta"]["batch"]
    undone = api.post(f"batches/{batch}/undo").json()["meta"]["batch"]
    api.post(f"batches/{undone}/undo")

    changes = api.get(f"tasks/{task.id}/changes").json()["data"]

    assert [change["undoes"] for change in changes] == [undone, batch, None, None]


def test_a_project_goes_and_comes_in_one_change_that_counts_its_tasks(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    tasks = [TaskFactory(access=ann, project=project.id) for _ in range(3)]
    api.delete(f"tasks/{tasks[0].id}")
    since = api.get("tasks").json()["meta"]["since"]

    gone = api.delete(f"projects/{project.id}").json()["meta"]["batch"]
    back = api.post(f"trash/{project.id}/restoration").json()["meta"]["batch"]
    for batch in (back, gone):
        api.post(f"batches/{batch}/undo")

    said = [(change["verb"], change["after"]["tasks_count"]) for change in followed(api, f"since={since}")]
    assert said == [("deleted", 2), ("restored", 2)] * 2
    assert api.get(f"tasks/{tasks[1].id}").status_code == 200
