"""How many statements each endpoint runs, the one question included; savepoints of writes are not counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from tasks.commands import create_comment
from tests.api.conftest import Caller, places_of
from tests.api.endpoints import methods
from tests.factories import TaskFactory

# Path → statements, the one question included.
READS = {
    "tasks": 2,
    "tasks?status=open&assignee=me&sort=due": 3,  # how many tasks are mine
    "tasks?project={project_key}&sort=position": 3,  # whether there is such a project
    "tasks?project={project_key}&label={label}&label_all={label}&assignee=me&parent={task}": 7,
    "tasks?count=true": 3,
    "fields": 1,
    "tasks/stats": 2,
    "tasks/{task}": 2,
    "tasks/{project_key}-1": 2,
    "tasks/{task}/comments": 3,
    "tasks/{task}/comments/{comment}": 3,
    "tasks/{task}/changes": 5,  # with the project and the label that are named
    "projects": 2,
    "projects/{project}": 2,
    "projects/{project_key}": 2,
    "labels": 2,
    "labels/{label}": 2,
    "changes": 5,  # with the projects, labels and people that are named
    "changes?kind=task": 5,  # where the changes end that a filter looks at
    "changes?project={project_key}&kind=task": 6,
    "trash": 2,
    "imports": 2,
    "imports/formats": 1,
    "imports/{run}": 8,
    "users/me": 1,
    "workspaces": 2,
    "workspaces/{workspace}/members": 2,
}
# About no single workspace, or about progress, which changes without the workspace's version: no ETag.
WITHOUT_TAG = ("imports", "imports/{run}", "users/me", "workspaces")
# Method and path → body, and how many statements.
WRITES: dict[tuple[str, str], tuple[Any, int]] = {
    ("POST", "tasks"): ({"title": "One"}, 8),
    ("PATCH", "tasks/{task}"): ({"title": "Two", "status": "completed"}, 13),
    ("DELETE", "tasks/{task}"): (None, 11),  # its project is looked up and locked: a family changes under that lock
    ("POST", "tasks/{task}/comments"): ({"body": "Well"}, 9),
    ("PATCH", "tasks/{task}/comments/{comment}"): ({"body": "Well"}, 10),
    ("DELETE", "tasks/{task}/comments/{comment}"): (None, 8),
    ("POST", "projects"): ({"name": "New"}, 7),
    ("PATCH", "projects/{project}"): ({"name": "New"}, 8),
    ("DELETE", "projects/{project}"): (None, 8),  # its tasks are counted
    ("POST", "labels"): ({"name": "New"}, 7),
    ("PATCH", "labels/{label}"): ({"name": "New"}, 8),
    ("DELETE", "labels/{label}"): (None, 10),
    ("POST", "trash/{entry}/restoration"): (None, 14),  # as above, and whether what it belongs to is in the trash
    ("POST", "batches/{batch}/undo"): (None, 11),  # as above
    ("POST", "imports/{run}/start"): ({}, 17),  # the items are read before the transaction
    ("DELETE", "imports/{run}"): (None, 6),
    ("PATCH", "users/me"): ({"name": "New"}, 7),
}
# Uploads are counted in tests/tasks/imports, sign-ins in tests/api/test_auth.py.
ELSEWHERE = ("POST imports", "POST auth/register", "POST auth/login", "POST auth/refresh", "POST auth/logout")


@pytest.fixture
def places(ann: Access, api: Caller) -> dict[str, str]:
    """Things of Ann's, whom the process has seen before."""
    found = places_of(ann)
    api.get(f"tasks?workspace={found['workspace']}")
    api.get("tasks")
    return found


def test_every_endpoint_is_counted() -> None:
    counted = {f"GET {path.split('?')[0]}" for path in READS} | {f"{method} {path}" for method, path in WRITES}
    assert {str(method) for method in methods()} - counted == set(ELSEWHERE)


@pytest.mark.parametrize("path", READS)
def test_a_read_runs_its_statements_and_no_more(path: str, api: Caller, places: dict[str, str]) -> None:
    with CaptureQueriesContext(connection) as ran:
        answer = api.get(path.format(**places))
    assert answer.status_code == 200, answer.content
    assert len(ran) == READS[path], "\n".join(query["sql"] for query in ran)


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_write_runs_its_statements_and_no_more(method: str, path: str, api: Caller, places: dict[str, str]) -> None:
    body, expected = WRITES[method, path]
    with CaptureQueriesContext(connection) as ran:
        answer = api.send(method, path.format(**places), body)
    assert answer.status_code in (200, 201), answer.content
    statements = [query["sql"] for query in ran if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == expected, "\n".join(statements)


@pytest.mark.parametrize("path", READS)
def test_what_the_caller_has_already_costs_the_one_question(path: str, api: Caller, places: dict[str, str]) -> None:
    tag = api.get(path.format(**places)).headers.get("ETag")
    assert (tag is None) == (path in WITHOUT_TAG)
    if tag is None:
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
