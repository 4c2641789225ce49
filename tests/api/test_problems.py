"""What goes wrong is said as a problem document: for our own errors, the framework's, and paths that do not exist."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import OperationalError

from accounts.access import Access
from tests.api.conftest import Caller
from tests.factories import MemberFactory, ProjectFactory


def test_who_is_not_signed_in_is_told_so(db: None) -> None:
    answer = Caller(None).get("tasks")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["type"] == "urn:primetrade:problem:not-signed-in"


@pytest.mark.parametrize("path", ["", "x", "tasks/", "tasks/PT-1/comments/", "schema/", "projects//", "tasks/x.css"])
def test_a_path_that_is_no_endpoint_is_a_404_problem(path: str, api: Caller) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_another_method_is_405_with_what_is_allowed(api: Caller) -> None:
    answer = api.send("PUT", "tasks", {})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"
    assert api.send("OPTIONS", "tasks").status_code == 405
    assert api.send("TRACE", "tasks").status_code == 405


def test_head_is_get_without_the_body(api: Caller) -> None:
    answer = api.send("HEAD", "tasks")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == api.get("tasks").headers["ETag"]


def test_a_role_that_does_not_allow_it_is_403(ann: Access) -> None:
    member = Caller(MemberFactory(of=ann))
    project = ProjectFactory(access=ann)
    answer = member.delete(f"projects/{project.key}?workspace={ann.workspace.slug}")
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:primetrade:problem:not-allowed"


def test_what_is_taken_is_409(api: Caller) -> None:
    assert api.post("labels", {"name": "Bug"}).status_code == 201
    answer = api.post("labels", {"name": "bug"})
    assert answer.status_code == 409
    assert answer.json()["errors"] == {"name": ["This name is taken. Choose another."]}


def test_every_field_at_fault_is_named(api: Caller) -> None:
    answer = api.post("tasks", {"title": 1, "status": "later", "priority": 3, "labels": [5], "due_on": "tomorrow"})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "status", "priority", "labels.0", "due_on"}


def test_unknown_fields_are_refused_by_name(api: Caller) -> None:
    answer = api.post("tasks", {"title": "One", "titel": "Two", "owner": 1})
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"titel", "owner"}


def test_unknown_parameters_are_refused_by_name(api: Caller) -> None:
    answer = api.get("tasks?assigne=me&limit=0")
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"assigne", "limit"}


def test_an_answer_says_how_long_it_is(api: Caller) -> None:
    answer = api.get("tasks")
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "Content-Length" not in api.get("tasks", If_None_Match=answer.headers["ETag"]).headers


def test_a_body_in_chunks_is_refused_with_the_reason(api: Caller) -> None:
    answer = api.post("tasks", {"title": "One"}, Transfer_Encoding="chunked")
    assert answer.status_code == 400
    assert "Content-Length" in answer.json()["detail"]


def test_a_database_that_fails_is_503_with_when_to_try_again(api: Caller) -> None:
    with patch("tasks.queries.lists.tasks", side_effect=OperationalError("gone")):
        answer = api.get("tasks")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "gone" not in answer.content.decode()
