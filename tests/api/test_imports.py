"""Imports through the API: upload, preview, start, progress, undo; and uploads that are no import."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.imports.formats import FORMATS
from tasks.imports.models import Import
from tests.api.conftest import SAMPLE, Caller
from tests.api.test_bad_input import assert_problem, stored

BOARD = SAMPLE.read_bytes()
BOUNDARY = "multipart/form-data; boundary=BOUND"


def form(*parts: tuple[str, bytes, str | None], closed: bool = True) -> bytes:
    """A multipart body of (name, content, file name or None) parts."""
    body = b""
    for name, content, file_name in parts:
        named = f'; filename="{file_name}"' if file_name else ""
        body += f'--BOUND\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"
    return body + (b"--BOUND--\r\n" if closed else b"")


def upload(api: Caller, body: bytes, **headers: str) -> Any:
    return api.send("POST", "imports", body, content_type=BOUNDARY, **headers)


def test_a_board_is_uploaded_previewed_started_and_taken_back(api: Caller, ann: Access) -> None:
    made = upload(api, form(("file", BOARD, "board.json")))
    assert made.status_code == 201, made.content
    run = made.json()["data"]
    assert (run["state"], run["file_name"]) == ("ready", "board.json")
    assert run["preview"]["tasks"] > 0
    lists = run["preview"]["lists"]
    started = api.post(f"imports/{run['id']}/start", {"statuses": {lists[0]["id"]: "in_review"}})
    assert started.status_code == 200, started.content
    assert started.json()["data"]["state"] == "running"
    assert started.json()["data"]["preview"] is None
    run_due()
    done = api.get(f"imports/{run['id']}").json()["data"]
    assert (done["state"], done["percent"], done["done"]) == ("done", 100, done["total"])
    assert len(api.get(f"tasks?project={done['project_id']}&limit=200").json()["data"]) > 0
    assert [row["id"] for row in api.get("imports").json()["data"]] == [run["id"]]
    assert api.post(f"batches/{done['batch']}/undo").status_code == 200
    assert api.get(f"tasks?project={done['project_id']}").status_code == 400  # it went, too


def test_what_can_be_imported_is_listed_with_the_word_that_an_upload_takes(api: Caller) -> None:
    rows = api.get("imports/formats").json()["data"]

    assert [row["format"] for row in rows] == list(FORMATS)
    assert next(row for row in rows if row["format"] == "trello")["endings"] == [".json"]
    made = upload(api, form(("file", BOARD, "board"), ("format", rows[0]["format"].encode(), None)))
    assert made.status_code == 201, made.content


def test_an_unchanged_import_names_no_batch_but_the_run_that_brought_its_tasks(api: Caller) -> None:
    first, second = brought_in(api), brought_in(api)

    assert (second["batch"], second["undone_by"]) == (None, None)
    assert second["earlier"] == {"id": first["id"], "batch": first["batch"]}
    assert first["earlier"] is None
    assert api.post(f"batches/{second['earlier']['batch']}/undo").status_code == 200
    rows = {row["id"]: row for row in api.get("imports").json()["data"]}
    assert rows[second["id"]]["earlier"] is None
    assert rows[first["id"]]["undone_by"] is not None


def test_an_undone_import_comes_back_and_its_row_says_how_it_is_done_again(api: Caller) -> None:
    first = brought_in(api)
    undo = api.post(f"batches/{first['batch']}/undo").json()["meta"]["batch"]
    assert api.get(f"imports/{first['id']}").json()["data"]["undone_by"] == undo

    again = brought_in(api)

    assert (again["project_id"], again["result"]["restored"]) == (first["project_id"], first["result"]["created"])
    assert len(api.get(f"tasks?project={again['project_id']}&limit=200").json()["data"]) == again["total"]


def brought_in(api: Caller) -> dict[str, Any]:
    """The row of an import of the sample board that has run."""
    run = upload(api, form(("file", BOARD, "board.json"))).json()["data"]["id"]
    api.post(f"imports/{run}/start", {})
    run_due()
    return api.get(f"imports/{run}").json()["data"]


def test_an_import_that_waits_is_discarded(api: Caller, places: dict[str, str]) -> None:
    assert api.delete(f"imports/{places['run']}").status_code == 200
    assert api.get(f"imports/{places['run']}").status_code == 404


def test_an_import_starts_once(api: Caller, places: dict[str, str]) -> None:
    assert api.post(f"imports/{places['run']}/start", {}).status_code == 200
    assert api.post(f"imports/{places['run']}/start", {}).status_code == 409
    assert api.delete(f"imports/{places['run']}").status_code == 200
    assert api.get(f"imports/{places['run']}").json()["data"]["state"] == "failed"


@pytest.mark.parametrize(
    "choices",
    [
        {"statuses": {"no-such-list": "todo"}},
        {"statuses": {"no-such-list": 1}},
        {"statuses": []},
        {"people": {"x": "y"}},
        {"archived": "burn"},
        {"project_name": ""},
        {"project_name": "x" * 101},
        {"project": "Inbox"},
    ],
)
def test_a_choice_that_can_not_be_is_refused(choices: Any, api: Caller, places: dict[str, str]) -> None:
    answer = api.post(f"imports/{places['run']}/start", choices)
    assert answer.status_code == 422
    assert api.get(f"imports/{places['run']}").json()["data"]["state"] == "ready"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (form(), 422),
        (form(("file", BOARD, None)), 422),
        (form(("file", b"", "empty.json")), 422),
        (form(("file", b"{", "broken.json")), 422),
        (form(("file", b"[1]", "list.json")), 422),
        (form(("file", b"\xff\xfe{\x00}", "utf16.json")), 422),
        (form(("file", b"[" * 100_000, "deep.json")), 422),
        (form(("file", BOARD[:-500], "truncated.json")), 422),
        (form(("file", BOARD, "a.json"), ("format", b"jira", None)), 422),
        (form(("file", BOARD, "a.json"), ("owner", b"1", None)), 400),
        (form(("file", BOARD, "a.json"), ("file", BOARD, "b.json")), 400),
        (form(*[(f"file{number}", b"x", "a.json") for number in range(50)]), 400),
        (form(("file", BOARD, "a.json"), closed=False)[:-2000], 422),
        (b"", 422),
        (b"nonsense", 422),
    ],
)
def test_an_upload_that_is_no_import_is_refused_and_leaves_nothing(body: bytes, status: int, api: Caller) -> None:
    before = stored()
    answer = upload(api, body)
    assert_problem(answer)
    assert answer.status_code == status, answer.content
    assert stored() == before


def test_an_upload_without_a_boundary_is_refused(api: Caller) -> None:
    answer = api.send("POST", "imports", form(("file", BOARD, "a.json")), content_type="multipart/form-data")
    assert_problem(answer)
    assert answer.status_code == 400


def test_an_upload_that_says_it_is_huge_is_not_read(api: Caller) -> None:
    answer = upload(api, form(("file", BOARD, "a.json")), Content_Length="99999999999999999999")
    assert answer.status_code == 413


def test_a_repeated_upload_is_one_import_whatever_its_boundary(api: Caller) -> None:
    key = {"Idempotency_Key": "once"}
    body = form(("file", BOARD, "a.json"))
    first = upload(api, body, **key)
    other = body.replace(b"BOUND", b"OTHER")
    again = api.send("POST", "imports", other, content_type="multipart/form-data; boundary=OTHER", **key)
    assert first.status_code == 201
    assert again.content == first.content
    assert Import.everywhere.count() == 1
    changed = upload(api, form(("file", BOARD + b" ", "a.json")), **key)
    assert changed.status_code == 422


def test_a_hostile_file_name_is_only_a_name(api: Caller) -> None:
    answer = upload(api, form(("file", BOARD, "../../etc/passwd<b>")))
    assert answer.json()["data"]["file_name"] == "passwd<b>"
