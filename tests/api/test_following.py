"""Following a workspace: the moment that every read names, the log from there on, and starting again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.access import Access
from accounts.models import Workspace
from primetrade.api import moments
from primetrade.models import Change
from tests.api.conftest import Caller
from tests.api.test_statements import READS
from tests.factories import PersonFactory, TaskFactory

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


@pytest.mark.parametrize("since", ["7", "x", "x.y", "WzFd.x"])
def test_what_is_no_moment_is_refused_by_name(since: str, api: Caller) -> None:
    answer = api.get(f"changes?since={since}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["since"])


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
