"""Idempotency-Key: a write is carried out once, and its first answer is given again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, connections

from accounts.access import Access
from primetrade.api.idempotency import forget_old_answers
from primetrade.api.schema import schema
from primetrade.models import IdempotencyKey
from tasks.commands import create_label
from tasks.models import Project, Task
from tests.api.conftest import Caller
from tests.api.endpoints import Method, methods
from tests.factories import MemberFactory, PersonFactory, TaskFactory

KEY = {"Idempotency_Key": "6f1e"}


def test_a_repeated_request_gets_the_first_answer(api: Caller) -> None:
    first = api.post("tasks", {"title": "Once"}, **KEY)
    again = api.post("tasks", {"title": "Once"}, **KEY)
    assert first.status_code == again.status_code == 201
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Task.everywhere.filter(title="Once").count() == 1


def test_another_body_is_refused(api: Caller) -> None:
    api.post("tasks", {"title": "Once"}, **KEY)
    answer = api.post("tasks", {"title": "Twice"}, **KEY)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["Idempotency-Key"]
    assert not Task.everywhere.filter(title="Twice").exists()


def test_a_refused_request_is_refused_the_same_way_again(api: Caller, ann: Access) -> None:
    first = api.post("labels", {"name": ""}, **KEY)
    again = api.post("labels", {"name": ""}, **KEY)
    assert first.status_code == 422
    assert again.content == first.content
    taken = {"Idempotency_Key": "other"}
    api.post("labels", {"name": "Bug"})
    conflict = api.post("labels", {"name": "Bug"}, **taken)
    assert conflict.status_code == 409
    assert api.post("labels", {"name": "Bug"}, **taken).content == conflict.content


def test_a_key_is_one_persons_in_one_workspace_on_one_route(api: Caller, ann: Access) -> None:
    bob = Caller(MemberFactory(of=ann))
    api.post("projects", {"name": "A"}, **KEY)
    assert api.post("labels", {"name": "A"}, **KEY).status_code == 201
    assert bob.post(f"tasks?workspace={ann.workspace.slug}", {"title": "A"}, **KEY).status_code == 201
    assert bob.post("tasks", {"title": "B"}, **KEY).status_code == 201
    assert api.post("tasks", {"title": "C"}, **KEY).status_code == 201


def test_an_answer_is_kept_for_a_day(api: Caller, time_machine: Any) -> None:
    time_machine.move_to("2026-12-01T12:00:00Z")
    caller = Caller(api.access)
    caller.post("tasks", {"title": "Once"}, **KEY)
    time_machine.move_to("2026-12-02T11:59:00Z")
    caller = Caller(api.access)
    caller.post("tasks", {"title": "Once"}, **KEY)
    assert Task.everywhere.filter(title="Once").count() == 1
    assert forget_old_answers() == 0
    time_machine.move_to("2026-12-02T12:01:00Z")
    Caller(api.access).post("tasks", {"title": "Once"}, **KEY)
    assert Task.everywhere.filter(title="Once").count() == 2
    time_machine.move_to("2026-12-04T12:01:00Z")
    assert forget_old_answers() == 1


def test_a_fault_of_ours_is_not_kept_and_leaves_nothing(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as broken:
        broken.setattr("tasks.api.tasks.task_detail", fail)
        with pytest.raises(RuntimeError):
            api.post("tasks", {"title": "Once"}, **KEY)
    assert not Task.everywhere.filter(title="Once").exists()
    assert not IdempotencyKey.everywhere.exists()
    assert api.post("tasks", {"title": "Once"}, **KEY).status_code == 201


def test_undo_is_repeated_safely(api: Caller, ann: Access) -> None:
    batch = api.delete(f"tasks/{TaskFactory(access=ann).id}").json()["meta"]["batch"]
    first = api.post(f"batches/{batch}/undo", **KEY)
    assert api.post(f"batches/{batch}/undo", **KEY).content == first.content


def test_the_same_request_may_name_its_workspace_or_not(api: Caller, ann: Access) -> None:
    slug = ann.workspace.slug
    first = api.post("tasks", {"title": "Once"}, **KEY)
    for path, headers in (
        (f"tasks?workspace={slug}", {}),
        ("tasks", {"X_Workspace": slug}),
        (f"tasks?workspace={slug}", {"X_Workspace": slug}),
    ):
        again = api.post(path, {"title": "Once"}, **KEY, **headers)
        assert (again.status_code, again.content) == (201, first.content)
    assert Task.everywhere.filter(title="Once").count() == 1


def test_an_edit_whose_answer_was_lost_gets_it_again_and_not_412(api: Caller, ann: Access) -> None:
    path = f"tasks/{TaskFactory(access=ann).id}"
    seen = {"If_Match": api.get(path).headers["ETag"]}

    first = api.patch(path, {"title": "New"}, **KEY, **seen)
    again = api.patch(path, {"title": "New"}, **KEY, **seen)

    assert first.status_code == again.status_code == 200
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert again.headers["Idempotent-Replayed"] == "true"
    assert api.patch(path, {"title": "New"}, **seen).status_code == 412
    assert api.patch(path, {"title": "Newer"}, If_Match=again.headers["ETag"]).status_code == 200


def test_a_deletion_whose_answer_was_lost_gets_it_again_and_not_404(api: Caller, ann: Access) -> None:
    path = f"tasks/{TaskFactory(access=ann).id}"
    first = api.delete(path, **KEY)
    again = api.delete(path, **KEY)
    assert first.status_code == again.status_code == 200
    assert again.content == first.content
    assert api.delete(path).status_code == 404


def test_a_key_of_an_edit_is_none_for_a_deletion(api: Caller, ann: Access) -> None:
    path = "users/me"
    task = f"tasks/{TaskFactory(access=ann).id}"
    assert api.patch(path, {}, **KEY).status_code == 200
    assert api.patch(task, {}, **KEY).status_code == 200
    assert api.send("DELETE", task, {}, **KEY).status_code == 422
    assert api.get(task).status_code == 200


@pytest.mark.parametrize("method", [method for method in methods() if method.method != "GET"], ids=str)
def test_what_takes_a_key_says_so_in_the_schema(method: Method) -> None:
    named = {
        found["name"] for found in schema()["paths"][f"/api/{method.path}"][method.method.lower()].get("parameters", ())
    }
    assert ("Idempotency-Key" in named) == (not method.path.startswith("auth/"))


def test_keys_are_not_taken_where_secrets_are_made(api: Caller) -> None:
    api.post("auth/login", {"email": "ann@example.org", "password": "wrong"}, **KEY)
    assert not IdempotencyKey.everywhere.exists()


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_still_running_is_not_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """409 on PostgreSQL; SQLite has one writer at a time, so there the second waits for the first one's answer."""
    access = PersonFactory()
    first, second = Caller(access), Caller(access)
    inside, go_on = Event(), Event()

    def slowly(*args: Any, **kwargs: Any) -> Any:
        inside.set()
        assert go_on.wait(10)
        return create_label(*args, **kwargs)

    def create(caller: Caller) -> Any:
        try:
            return caller.post("labels", {"name": "Once"}, **KEY)
        finally:
            connections.close_all()

    monkeypatch.setattr("tasks.api.labels.create_label", slowly)
    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(create, first)
        assert inside.wait(10)
        repeated = pool.submit(create, second)
        if connection.vendor == "postgresql":
            assert repeated.result(10).status_code == 409
        go_on.set()
        assert running.result(10).status_code == 201
        if connection.vendor != "postgresql":
            assert repeated.result(10).content == running.result().content
    assert create(second).headers["Idempotent-Replayed"] == "true"


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_make_one_row() -> None:
    access = PersonFactory()
    callers = [Caller(access) for _ in range(10)]
    start = Barrier(10)

    def create(caller: Caller) -> tuple[int, bytes]:
        start.wait()
        try:
            answer = caller.post("projects", {"name": "Once"}, **KEY)
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(create, callers))
    assert Project.everywhere.filter(name="Once").count() == 1
    assert {status for status, _ in answers} <= ({201, 409} if connection.vendor == "postgresql" else {201})
    assert len({content for status, content in answers if status == 201}) == 1
