"""Tasks through the API: made, listed, read, changed, deleted."""

from __future__ import annotations

from datetime import date

from accounts.access import Access
from tasks.models import Task
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory


def test_a_task_needs_only_a_title_and_waits_in_the_inbox(api: Caller) -> None:
    answer = api.post("tasks", {"title": "Write to Bob"})
    assert answer.status_code == 201, answer.content
    task = answer.json()["data"]
    assert (task["title"], task["status"], task["priority"], task["project"]["key"]) == (
        "Write to Bob",
        "todo",
        "none",
        "IN",
    )
    assert answer.json()["success"] is True
    assert set(answer.json()["meta"]) == {"batch", "version"}


def test_a_task_comes_back_as_it_was_sent(api: Caller, ann: Access) -> None:
    project, label = ProjectFactory(access=ann), LabelFactory(access=ann, name="Bug", colour="red")
    bob = MemberFactory(of=ann, name="Bob")
    sent = {
        "title": "a<b & List<String>",
        "project": str(project.id),
        "description": "**bold**",
        "status": "in_progress",
        "priority": "urgent",
        "due_on": "2026-12-31",
        "due_time": "09:30",
        "start_on": "2026-12-01",
        "estimate_minutes": 90,
        "labels": [str(label.id)],
        "assignees": [str(bob.user.id)],
    }
    task = api.post("tasks", sent).json()["data"]
    assert task["key"] == f"{project.key}-1"
    for name in ("title", "description", "status", "priority", "due_on", "start_on", "estimate_minutes"):
        assert task[name] == sent[name]
    assert task["due_time"] == "09:30"
    assert task["due_zone"] == "Europe/Berlin"
    assert task["labels"] == [{"id": str(label.id), "name": "Bug", "colour": "red"}]
    assert [(one["id"], one["name"]) for one in task["assignees"]] == [(str(bob.user.id), "Bob")]
    assert api.get(f"tasks/{task['id']}").json()["data"] == task
    assert api.get(f"tasks/{task['key']}").json()["data"] == task


def test_the_list_holds_the_same_rows_without_the_words(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id, title="One", due_on=date(2026, 12, 31))
    rows = api.get(f"tasks?project={project.key}").json()["data"]
    detail = api.get(f"tasks/{task.id}").json()["data"]
    assert rows == [
        {name: value for name, value in detail.items() if name not in ("description", "created_by", "source", "parent")}
    ]


def test_a_change_changes_what_it_names(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="Old", priority=3)
    answer = api.patch(f"tasks/{task.id}", {"title": "New", "status": "completed"})
    assert answer.status_code == 200
    data = answer.json()["data"]
    assert (data["title"], data["status"], data["priority"]) == ("New", "completed", "high")
    assert data["completed_at"] is not None


def test_a_move_names_a_neighbour(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    first, second, third = (TaskFactory(access=ann, project=project.id) for _ in range(3))
    assert api.patch(f"tasks/{third.id}", {"before": str(second.id)}).status_code == 200
    rows = api.get(f"tasks?project={project.key}&sort=position").json()["data"]
    assert [row["id"] for row in rows] == [str(first.id), str(third.id), str(second.id)]


def test_a_deleted_task_is_only_in_the_trash(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, title="Gone")
    answer = api.delete(f"tasks/{task.id}")
    assert answer.status_code == 200
    assert api.get(f"tasks/{task.id}").status_code == 404
    entry = api.get("trash").json()["data"][0]
    assert (entry["id"], entry["kind"], entry["title"], entry["deleted_by"]) == (str(task.id), "task", "Gone", "Ann")
    assert api.post(f"batches/{answer.json()['meta']['batch']}/undo").json()["data"] == {"steps": 1, "left": []}
    assert api.get(f"tasks/{task.id}").status_code == 200


def test_a_task_is_restored_from_the_trash(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann)
    api.delete(f"tasks/{task.id}")
    answer = api.post(f"trash/{task.id}/restoration")
    assert answer.json()["data"] == {"id": str(task.id), "kind": "task"}
    assert api.get(f"tasks/{task.id}").status_code == 200
    assert api.get("trash").json()["data"] == []


def test_an_earlier_key_still_leads_to_the_task(api: Caller, ann: Access) -> None:
    here, there = ProjectFactory(access=ann), ProjectFactory(access=ann)
    task = TaskFactory(access=ann, project=here.id)
    api.patch(f"tasks/{here.key}-1", {"project": str(there.id)})
    assert api.get(f"tasks/{here.key}-1").json()["data"]["key"] == f"{there.key}-1"
    assert api.patch(f"tasks/{here.key}-1", {"title": "Found"}).json()["data"]["id"] == str(task.id)


def test_other_spellings_of_keys_and_ids_are_nothing(api: Caller, ann: Access) -> None:
    task = TaskFactory(access=ann, project=ProjectFactory(access=ann, key="PT").id)
    for spelling in ("PT-01", "PT-١", task.id.hex, "PT-1/", "PT-9999999999"):
        assert api.get(f"tasks/{spelling}").status_code == 404, spelling


def test_subtasks_are_counted_and_listed(api: Caller, ann: Access) -> None:
    parent = TaskFactory(access=ann)
    child = TaskFactory(access=ann, parent=parent.id, status="completed")
    TaskFactory(access=ann, parent=parent.id)
    row = api.get(f"tasks/{parent.id}").json()["data"]
    assert (row["subtasks_done"], row["subtasks_total"]) == (1, 2)
    rows = api.get(f"tasks?parent={parent.id}&status=completed").json()["data"]
    assert [row["id"] for row in rows] == [str(child.id)]
    assert api.get(f"tasks/{child.id}").json()["data"]["parent"]["id"] == str(parent.id)


def test_a_count_comes_when_asked_for(api: Caller, ann: Access) -> None:
    project = ProjectFactory(access=ann)
    for _ in range(3):
        TaskFactory(access=ann, project=project.id)
    meta = api.get(f"tasks?project={project.key}&limit=1&count=true").json()["meta"]
    assert (meta["count"], meta["count_exact"]) == (3, True)
    assert "count" not in api.get("tasks").json()["meta"]


def test_titles_are_refused_with_the_field_named(api: Caller) -> None:
    before = Task.everywhere.count()
    for title in ("", " ", "x" * 501, "a\u202eb", "a\x00b"):
        answer = api.post("tasks", {"title": title})
        assert answer.status_code in (400, 422), title
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert Task.everywhere.count() == before


def test_another_workspace_is_reached_by_its_address(api: Caller, ann: Access) -> None:
    eve = PersonFactory()
    member = MemberFactory(of=eve)
    caller = Caller(member)
    task = TaskFactory(access=eve)
    assert caller.get(f"tasks/{task.id}?workspace={eve.workspace.slug}").status_code == 200
    assert caller.get(f"tasks/{task.id}", X_Workspace=eve.workspace.slug).status_code == 200
    assert caller.get(f"tasks/{task.id}").status_code == 404
    assert api.get(f"tasks?workspace={eve.workspace.slug}").status_code == 404
    both = caller.get(f"tasks?workspace={eve.workspace.slug}", X_Workspace=ann.workspace.slug)
    assert both.status_code == 400
