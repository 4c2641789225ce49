"""How many statements each endpoint runs, the one question included; savepoints of writes are not counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from tasks.commands import create_comment
from tests.api.conftest import Caller
from tests.factories import LabelFactory, ProjectFactory, TaskFactory

# Path → statements, the one question included.
READS = {
    "tasks": 2,
    "tasks?status=open&assignee=me&sort=due": 2,
    "tasks?project={project}&sort=position": 2,
    "tasks?count=true": 3,
    "tasks/stats": 2,
    "tasks/{task}": 2,
    "tasks/{key}": 2,
    "tasks/{task}/comments": 3,
    "tasks/{task}/comments/{comment}": 3,
    "tasks/{task}/changes": 3,
    "projects": 2,
    "projects/{project}": 2,
    "labels": 2,
    "labels/{label}": 2,
    "changes?since=0": 2,
    "trash": 2,
    "imports": 2,
}
# Method, path, body → at most so many statements.
WRITES: list[tuple[str, str, Any, int]] = [
    ("POST", "tasks", {"title": "One"}, 9),
    ("PATCH", "tasks/{task}", {"title": "Two"}, 13),
    ("PATCH", "tasks/{task}", {"status": "completed"}, 15),
    ("DELETE", "tasks/{task}", None, 13),
    ("POST", "tasks/{task}/comments", {"body": "Well"}, 11),
    ("POST", "projects", {"name": "New"}, 9),
    ("POST", "labels", {"name": "New"}, 9),
]


@pytest.fixture
def places(ann: Access, api: Caller) -> dict[str, str]:
    """A task with everything on it, and the names of what is around it; the process has seen Ann before."""
    project, label = ProjectFactory(access=ann), LabelFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id, labels=[label.id], assignees=[ann.user.id])
    comment = create_comment(ann, task=task.id, body="Hello").value
    api.get("tasks")
    return {
        "task": str(task.id),
        "key": f"{project.key}-1",
        "project": project.key,
        "label": str(label.id),
        "comment": str(comment.id),
    }


@pytest.mark.parametrize("path", READS)
def test_a_read_runs_its_statements_and_no_more(path: str, api: Caller, places: dict[str, str]) -> None:
    with CaptureQueriesContext(connection) as ran:
        answer = api.get(path.format(**places))
    assert answer.status_code == 200, answer.content
    assert len(ran) == READS[path], "\n".join(query["sql"] for query in ran)


@pytest.mark.parametrize(("method", "path", "body", "most"), WRITES)
def test_a_write_runs_few_statements(
    method: str, path: str, body: Any, most: int, api: Caller, places: dict[str, str]
) -> None:
    with CaptureQueriesContext(connection) as ran:
        answer = api.send(method, path.format(**places), body)
    assert answer.status_code in (200, 201), answer.content
    statements = [query["sql"] for query in ran if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= most, "\n".join(statements)


@pytest.mark.parametrize("path", READS)
def test_what_the_caller_has_already_costs_the_one_question(path: str, api: Caller, places: dict[str, str]) -> None:
    tag = api.get(path.format(**places)).headers.get("ETag")
    if path == "imports":  # its progress changes without the workspace's version
        assert tag is None
        return
    with CaptureQueriesContext(connection) as ran:
        answer = api.get(path.format(**places), If_None_Match=tag)
    assert (answer.status_code, answer.content, len(ran)) == (304, b"", 1)


def test_a_list_costs_the_same_however_much_is_on_its_tasks(api: Caller, ann: Access, places: dict[str, str]) -> None:
    for number in range(5):
        task = TaskFactory(access=ann, title=f"Task {number}", assignees=[ann.user.id])
        create_comment(ann, task=task.id, body="Hello")
    with CaptureQueriesContext(connection) as ran:
        api.get("tasks?limit=200")
    assert len(ran) == 2
