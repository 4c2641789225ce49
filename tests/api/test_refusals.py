"""Refusals in their order and their words: no path, no method, then all else; the near name, the limit."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from accounts.access import Access
from primetrade.api.parameters import PARAMETERS_LIMIT
from tests.api.conftest import Caller
from tests.api.endpoints import methods

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PATHS = sorted({method.path for method in methods()})
TAKEN = {path: {method.method for method in methods() if method.path == path} for path in PATHS}


@pytest.fixture
def callers(ann: Access) -> list[Any]:
    """Nobody, a browser without a CSRF token, a page elsewhere, a wrong token, and Ann."""
    browser, elsewhere = Client(enforce_csrf_checks=True), Client(headers={"Sec-Fetch-Site": "cross-site"})
    browser.force_login(ann.user)
    wrong = Client(headers={"Authorization": "Bearer x"})
    return [Client(enforce_csrf_checks=True), browser, elsewhere, wrong, Caller(ann)]


def sent(caller: Any, method: str, path: str, body: bytes = b"{}", **headers: str) -> Any:
    if isinstance(caller, Caller):
        return caller.send(method, path, body, **headers)
    return caller.generic(method, f"/api/{path}", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["", "x", "tasks/", "labels/x", "tasks/PT-1/comments/"])
def test_an_unknown_path_is_404_by_every_method_for_everybody(method: str, path: str, callers: list[Any]) -> None:
    for caller in callers:
        answer = sent(caller, method, path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), answer.content


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_method_is_405_whatever_else_is_wrong(path: str, callers: list[Any], places: dict[str, str]) -> None:
    at = path.format(**places)
    for method in set(METHODS) - TAKEN[path]:
        for caller in callers:
            answer = sent(caller, method, f"{at}?nonsense=1", b'{"x":', Content_Length="99999999", X_Workspace="../x")
            assert answer.status_code == 405, (method, answer.content)
            assert set(answer.headers["Allow"].split(", ")) - {"HEAD"} == TAKEN[path]
            assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["schema", "docs"])
def test_the_schema_and_its_reader_take_no_other_method_either(path: str, callers: list[Any], db: None) -> None:
    assert [sent(caller, "POST", path).status_code for caller in callers] == [405] * len(callers)


@pytest.mark.parametrize("path", ["/api", "//api/tasks", "//api", "/api//tasks"])
def test_a_path_that_only_resembles_one_of_the_api_is_a_problem_too(path: str, db: None) -> None:
    answer = WSGIHandler().get_response(RequestFactory().post("/", headers={"Host": "testserver"}, PATH_INFO=path))
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_slash_too_many_is_said(api: Caller) -> None:
    assert api.post("tasks/", {}).json()["detail"] == "There is nothing here. Leave out the slash: /api/tasks"
    assert "slash" not in api.get("nothing/").json()["detail"]


def test_a_field_that_is_nearly_right_is_named(api: Caller) -> None:
    errors = api.post("tasks", {"titel": "One", "zzz": 1}).json()["errors"]
    assert errors == {
        "titel": ["There is no such field here. Did you mean `title`?"],
        "zzz": ["There is no such field here."],
    }


def test_a_parameter_and_a_word_that_are_nearly_right_are_named(api: Caller) -> None:
    assert "Did you mean `status`?" in api.get("tasks?staus=open").json()["errors"]["staus"][0]
    assert "Did you mean `completed`?" in api.get("tasks?status=complete").json()["errors"]["status"][0]
    assert "Did you mean `urgent`?" in api.get("tasks?priority=urgnt").json()["errors"]["priority"][0]
    assert (
        "Did you mean `high`?" in api.post("tasks", {"title": "x", "priority": "hgih"}).json()["errors"]["priority"][0]
    )


def test_of_many_unknown_names_the_first_are_named(api: Caller) -> None:
    answer = api.post("tasks", {f"{number}{'x' * 1000}": 1 for number in range(500)})
    assert (answer.status_code, len(answer.json()["errors"])) == (400, 20)
    query = "&".join(f"x{number}=1" for number in range(100))
    errors = api.get(f"tasks?titel=1&{query}").json()["errors"]
    assert list(errors) == ["titel", *(f"x{number}" for number in range(19))]


@pytest.mark.parametrize("path", ["tasks", "workspaces", "auth/login"])
def test_more_parameters_than_anyone_needs_are_refused_before_they_are_read(path: str, api: Caller) -> None:
    method = "POST" if path.startswith("auth") else "GET"
    few, many = ("&".join(["limit=1"] * count) for count in (PARAMETERS_LIMIT, PARAMETERS_LIMIT + 1))
    assert "at most 200 parameters" not in api.send(method, f"{path}?{few}").json()["detail"]
    answer = api.send(method, f"{path}?{many}")
    assert (answer.status_code, "at most 200 parameters" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize(("path", "limit"), [("tasks", "1 MB"), ("imports", "20 MB")])
def test_413_says_the_limit(path: str, limit: str, api: Caller) -> None:
    answer = api.send("POST", path, b"{}", Content_Length="99999999")
    assert (answer.status_code, answer.json()["detail"]) == (413, f"Send at most {limit}.")


def test_a_page_that_refuses_a_size_says_the_limit(ann: Access) -> None:
    client = Client()
    client.force_login(ann.user)
    answer = client.post("/settings/profile", b"x" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "Send at most" in answer.content.decode()


def test_a_due_time_has_no_seconds(api: Caller) -> None:
    body = {"title": "One", "due_on": "2026-12-31"}
    refused = api.post("tasks", body | {"due_time": "09:30:15"})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["due_time"])
    assert api.post("tasks", body | {"due_time": "09:30"}).json()["data"]["due_time"] == "09:30"


def test_a_description_of_a_project_keeps_its_lines(api: Caller) -> None:
    made = api.post("projects", {"name": "New", "description": "One\r\ntwo\n\nthree"}).json()["data"]
    assert made["description"] == "One\ntwo\n\nthree"
    assert api.patch(f"projects/{made['id']}", {"description": "x" * 501}).status_code == 422
