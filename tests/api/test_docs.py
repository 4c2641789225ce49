"""docs/api.md is run as it stands: its commands by bash and curl against a live server, its answers compared."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.access import Access
from primetrade.api.schema import schema
from primetrade.jobs import run_worker
from tests.factories import PASSWORD
from tests.processes import WAIT_SECONDS

DOCUMENT = settings.BASE_DIR / "docs" / "api.md"
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "==== next ===="


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """The worker, beside the live server."""
    stop = threading.Event()

    def work() -> None:
        try:
            run_worker(stop)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


def test_the_document_does_what_it_says(live_server: Any, worker: None, tmp_path: Path) -> None:
    blocks = BLOCK.findall(DOCUMENT.read_text())
    commands = [text for kind, text in blocks if kind == "sh"]
    script = "set -euo pipefail\n" + f"\necho; echo '{MARK}'\n".join(commands)
    environment = {"B": live_server.url, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=WAIT_SECONDS
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    outputs = ran.stdout.split(MARK)
    assert len(outputs) == len(commands)
    for said, answered in compared(blocks, outputs):
        assert re.fullmatch(pattern(said), squeezed(answered)), f"the document says\n{said}\nthe answer is\n{answered}"


def compared(blocks: list[tuple[str, str]], outputs: list[str]) -> list[tuple[str, str]]:
    """Each answer in the document with the output of the commands above it."""
    found, number = [], -1
    for kind, text in blocks:
        if kind == "sh":
            number += 1
        else:
            found.append((text, outputs[number]))
    return found


def pattern(said: str) -> str:
    """An answer of the document as a regular expression: … stands for anything."""
    return re.escape(squeezed(said)).replace("…", ".*")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_document_lists_the_fields_of_a_task() -> None:
    listed = re.search(r"^## The fields of a task$(.*?)^## ", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)
    assert listed is not None
    names = re.findall(r"^\| `(\w+)` \|", listed[1], re.MULTILINE)
    assert sorted(names) == sorted(schema()["components"]["schemas"]["TaskDetail"]["properties"])


def test_every_path_that_the_document_names_is_one() -> None:
    paths = [re.sub(r"\{\w+\}", "<>", path) for path in schema()["paths"]]
    known = {*paths, "/api/docs", "/api/schema"}
    named = re.findall(r"(?:GET|POST|PATCH|DELETE) (/api/[\w/<>]*)", DOCUMENT.read_text())
    assert {re.sub(r"<\w+>", "<>", path) for path in named} <= known


def test_the_document_names_the_cookies_that_signing_in_sets(client: Client, ann: Access) -> None:
    body = {"email": ann.user.email, "password": PASSWORD}
    client.post("/api/auth/login", body, content_type="application/json")
    assert len(client.cookies) == 3
    assert all(f"`{name}`" in DOCUMENT.read_text() for name in client.cookies)


def test_the_profile_leads_to_the_reference(client: Client, ann: Access) -> None:
    client.force_login(ann.user)
    assert 'href="/api/docs"' in client.get(reverse("profile")).content.decode()
