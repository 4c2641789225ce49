"""A database that is away is a line for each request with the reason; one that is full is told as full."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError, connection
from django.test import Client

from accounts.access import Access
from primetrade.outage import FULL_DETAIL, FULL_TITLE, UPLOAD_DETAIL, is_full
from tests.api.conftest import Caller
from tests.factories import PersonFactory
from tests.processes import WAIT_SECONDS

ASK = """
import django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(raise_request_exception=False)
client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
for path in ("/health", "/health", "/w/a/inbox", "/w/a/inbox", "/api/tasks", "/api/tasks"):
    print(client.get(path).status_code)
"""
AWAY = {
    "DATABASE_URL": "postgresql://primetrade@127.0.0.1:1/primetrade",
    "DATABASE_POOL": "false",
    "DATABASE_REPLICA_URLS": "",
    "SECRET_KEY": "s" * 50,
    "TOKEN_KEYS": "t" * 32,
    "ALLOWED_HOSTS": "testserver",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "INFO",
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a server's disk is its own")


@pytest.mark.any_database
def test_each_request_is_one_line_with_the_reason_and_one_traceback_comes_with_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ | AWAY | {"PRIMETRADE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]

    assert done.stdout.split() == ["503"] * 6, done.stderr
    requests = [line for line in lines if line["event"] == "request"]
    told = [(line["level"], line["status"], "refused" in line["reason"]) for line in requests]
    assert told == [("error", 503, True)] * 4
    others = [line for line in lines if line["event"] != "request"]
    assert [line["event"] for line in others] == ["unhealthy", "the database failed"]
    assert "Traceback" in others[1]["exception"]


@pytest.fixture
def ann(transactional_db: None) -> Iterator[Access]:
    """With a database file that may not grow any more."""
    ann = PersonFactory()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # earlier tests left free pages in the file
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield ann
    connection.close()  # the bound is the connection's


@on_sqlite
def test_the_api_says_that_no_space_is_left(ann: Access) -> None:
    api = Caller(ann)
    answers = [api.post("tasks", {"title": "Large", "description": "x" * 19_000}) for _ in range(20)]
    answer = answers[-1]
    assert answer.status_code == 503
    assert (answer.json()["title"], answer.json()["detail"]) == (FULL_TITLE, FULL_DETAIL)
    assert answer.headers["Retry-After"]


@on_sqlite
def test_a_page_says_that_no_space_is_left(ann: Access) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(ann.user)
    for _ in range(20):
        answer = client.post(f"/w/{ann.workspace.slug}/tasks/new", {"title": "x" * 400, "description": "x" * 19_000})
    assert answer.status_code == 503
    assert FULL_TITLE in answer.content.decode()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_an_upload_that_finds_no_room_on_the_disk_says_so(db: None, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fails(*args: Any) -> None:
        raise OSError(code, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", fails)
    person = PersonFactory()
    client = Client(raise_request_exception=False)
    client.force_login(person.user)
    file = SimpleUploadedFile("board.json", b"x" * 3_000_000)
    page = client.post(f"/w/{person.workspace.slug}/imports/new", {"file": file})
    assert page.status_code == 503
    assert UPLOAD_DETAIL in page.content.decode()


def test_a_full_server_is_known_by_its_code_and_nothing_else_is_full() -> None:
    error = OperationalError("could not extend file")
    assert not is_full(error)
    error.__cause__ = psycopg.errors.DiskFull("could not extend file")
    assert is_full(error)
    assert not is_full(None)
