"""A transaction holds locks, on SQLite the one writer's: what can be done before it is done before it.

So nothing reads the request inside one, checks a body or a form, or packs and unpacks a board.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from rest_framework.serializers import BaseSerializer

from primetrade.api.parsers import JsonParser
from tests.api.conftest import SAMPLE
from tests.matrix.callers import Stage, stage
from tests.matrix.table import BODIES, TABLE

pytestmark = pytest.mark.django_db

UNSAFE = [tuple(line.split()[:2]) for line in TABLE.strip().splitlines() if not line.startswith("GET")]
KEYS: dict[str, dict[str, str]] = {"plain": {}, "with a key": {"Idempotency-Key": "6f1e"}}


@pytest.fixture
def on_stage() -> Stage:
    return stage()


@pytest.fixture
def under_a_lock(monkeypatch: pytest.MonkeyPatch, on_stage: Stage) -> list[str]:
    """What was done inside a transaction that the test did not open itself."""
    done: list[str] = []
    outside = len(connection.atomic_blocks)

    def watched(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*args: Any, **kwargs: Any) -> Any:
            if len(connection.atomic_blocks) > outside:
                done.append(name)
            return work(*args, **kwargs)

        return watch

    def whole(request: HttpRequest) -> bytes:
        if not hasattr(request, "_body") and len(connection.atomic_blocks) > outside:
            done.append("body")
        return body.fget(request)  # type: ignore[misc]

    body: property = HttpRequest.body  # type: ignore[assignment]
    monkeypatch.setattr(HttpRequest, "body", property(whole))
    for owner, name in (
        (HttpRequest, "_load_post_and_files"),
        (UploadedFile, "chunks"),
        (BaseSerializer, "is_valid"),
        (JsonParser, "parse"),
        (forms.BaseForm, "full_clean"),
        (zlib, "compress"),
        (zlib, "decompress"),
    ):
        monkeypatch.setattr(owner, name, watched(name, getattr(owner, name)))
    read = watched("read", lambda file: file.file.read)
    monkeypatch.setattr(UploadedFile, "read", property(read), raising=False)
    return done


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("method", "name"), [row for row in UNSAFE if row[1].startswith("api_")])
def test_an_endpoint_has_read_its_request_before_it_locks_anything(
    method: str, name: str, key: str, on_stage: Stage, under_a_lock: list[str]
) -> None:
    body = BODIES.get((method, name))
    headers = {
        "X-Workspace": on_stage.owner.workspace.slug,
        "Authorization": f"Bearer {on_stage.tokens['owner']}",
    } | KEYS[key]
    client, path = Client(headers=headers), on_stage.path(name)

    if name == "api_imports":
        answer = client.post(path, {"file": SimpleUploadedFile("board.json", SAMPLE.read_bytes())})
        assert answer.status_code == 201
    else:
        data = b"" if body is None else orjson.dumps(body)
        answer = client.generic(method, path, data, content_type="application/json")

    assert answer.status_code < 400 or body is None, "refused before it reached its command"
    assert under_a_lock == []


@pytest.mark.parametrize("name", [name for method, name in UNSAFE if method == "POST" and not name.startswith("api_")])
def test_a_page_has_read_its_form_before_it_locks_anything(name: str, on_stage: Stage, under_a_lock: list[str]) -> None:
    client = Client()
    client.force_login(on_stage.owner.user)
    body = BODIES.get(("POST", name), {})
    if name == "import_new":
        body = {"file": SimpleUploadedFile("board.json", SAMPLE.read_bytes())}

    client.post(on_stage.path(name), body)

    assert under_a_lock == []


def test_what_is_done_under_a_lock_is_seen_here(on_stage: Stage, under_a_lock: list[str]) -> None:
    from django.db import transaction

    with transaction.atomic():
        zlib.compress(b"")
    assert under_a_lock == ["compress"]
