"""Bad input, for every method of every endpoint: a clear 4xx problem document, never a 500, and nothing stored."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import orjson
import pytest
from django.db import connection

from accounts.models import User, Workspace
from primetrade.models import Change
from tasks.imports.models import Import
from tasks.models import Comment, Label, Project, Task
from tests.api.conftest import Caller
from tests.api.endpoints import Method, methods

EVERY = methods()
READS = [method for method in EVERY if method.method == "GET"]
WRITES = [method for method in EVERY if method.method != "GET"]
WITH_FIELDS = [method for method in WRITES if method.fields and not getattr(method.operation.body, "upload", False)]
DEEP = 100_000
DIGITS = b"9" * 5_000

BODIES: dict[str, bytes] = {
    "truncated": b'{"title": "On',
    "not JSON": b"title=One",
    "a list": b"[]",
    "a text": b'"One"',
    "a number": b"1",
    "null": b"null",
    "two objects": b"{}{}",
    "NaN": b'{"title": NaN}',
    "deep lists": b'{"title":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep objects": b'{"title":' * DEEP + b"1" + b"}" * DEEP,
    "33 levels": b'{"title":' * 33 + b"1" + b"}" * 33,
    "5,000 digits": b'{"title": ' + DIGITS + b"}",
    "the same name twice": b'{"title": "a", "title": "b"}',
    "a NUL": b'{"title": "a\\u0000b"}',
    "a NUL in a name": b'{"ti\\u0000tle": "a"}',
    "half a character": b'{"title": "a\\ud800"}',
    "bytes that are no UTF-8": b'{"title": "\xff\xfe"}',
    "a byte order mark": b'\xef\xbb\xbf{"title": "a"}',
    "UTF-16": '{"title": "a"}'.encode("utf-16"),
    "more than a megabyte": b'{"title": "' + b"x" * 1_000_000 + b'"}',
    "an unknown field": b'{"__proto__": 1}',
}
TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/json; charset=utf-16",
    "application/json; charset=bz2_codec",
    "application/json; charset=latin-1",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "nonsense",
    "",
]
VALUES: list[Any] = [
    "x" * 900_000, 1, -1, 2**31, 2**63, 1.5, 1e308, True, None, [], {}, [[]], [None], {"a": {"b": 1}}, "", "\u202e",
    "2026-02-30", "2026-W01-1", "0000-01-01", "９９９９-01-01", "25:00", "00000000-0000-0000-0000-000000000000", "١",
]  # fmt: skip
QUERIES = [
    "limit=99999999999999999999",
    "limit=" + "9" * 5000,
    "limit=0",
    "limit=201",
    "limit=-1",
    "limit=%2B5",
    "limit=05",
    "limit=٥",
    "limit=1.0",
    "limit=",
    "limit=5&limit=6",
    "cursor=cD1hYmM=",
    "cursor=%00",
    "cursor=" + "A" * 5000,
    "offset=5",
    "page=2",
    "ordering=owner__password",
    "sort=owner__password",
    "format=xml",
    "a%00b=1",
    "%ff=1",
    "since=-1",
    "since=99999999999999999999",
    "count=maybe",
]  # fmt: skip


def stored() -> tuple[Any, ...]:
    """What may not change."""
    tables = [model._meta.db_table for model in (User, Workspace, Project, Task, Label, Comment, Import, Change)]
    counts = ", ".join(f"(select count(*) from {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"select (select sum(version) from {Workspace._meta.db_table}), {counts}")
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def assert_problem(answer: Any) -> None:
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.content[:500])
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = orjson.loads(answer.content)
    assert body["success"] is False
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer.headers["X-Request-ID"]
    assert {"type", "title", "detail", "errors"} <= set(body)
    assert len(answer.content) < 5_000


@pytest.mark.parametrize("method", WRITES, ids=str)
def test_a_body_that_is_not_one_clean_object_is_refused(method: Method, api: Caller, places: dict[str, str]) -> None:
    before = stored()
    field = next(iter(method.fields), "title").encode()
    for name, body in BODIES.items():
        answer = api.send(method.method, method.path.format(**places), body.replace(b"title", field))
        assert_problem(answer)
        assert stored() == before, name


@pytest.mark.parametrize("method", WITH_FIELDS, ids=str)
def test_a_body_of_another_type_is_refused(method: Method, api: Caller, places: dict[str, str]) -> None:
    before = stored()
    for content_type in TYPES:
        answer = api.send(method.method, method.path.format(**places), b'{"title": "a"}', content_type=content_type)
        assert_problem(answer)
        assert answer.status_code == 415, (content_type, answer.content)
    assert stored() == before


@pytest.mark.parametrize("method", WITH_FIELDS, ids=str)
def test_a_value_of_another_type_is_refused_with_its_field(method: Method, api: Caller, places: dict[str, str]) -> None:
    refused, before = 0, stored()
    for field in method.fields:
        for value in VALUES:
            answer = api.send(method.method, method.path.format(**places), {field: value})
            assert answer.status_code < 500, (field, str(value)[:40], answer.content)
            if answer.status_code >= 400:
                assert_problem(answer)
                assert stored() == before
                refused += 1
            else:
                before = stored()
    assert refused > len(method.fields)


@pytest.mark.parametrize("method", EVERY, ids=str)
def test_an_unknown_or_bad_parameter_is_refused(method: Method, api: Caller, places: dict[str, str]) -> None:
    before = stored()
    declared = {parameter.name for parameter in method.operation.parameters} if method.operation else set()
    for query in QUERIES:
        answer = api.send(method.method, f"{method.path.format(**places)}?{query}")
        assert_problem(answer)
        assert answer.status_code == 400 or "limit" not in declared, (query, answer.content)
    assert stored() == before


@pytest.mark.parametrize("method", READS, ids=str)
def test_hostile_values_of_every_parameter_are_answered(method: Method, api: Caller, places: dict[str, str]) -> None:
    hostile = [
        "\0",
        "9" * 5000,
        "'; DROP TABLE tasks_task; --",
        "\ud7ff",
        "💥",
        "%",
        "a,b," * 500,
        "{}",
        "[]",
        "../..",
        "null",
    ]
    for parameter in method.operation.parameters if method.operation else ():
        for value in hostile:
            assert_problem(api.get(f"{method.path.format(**places)}?{parameter.name}={quote(value)}"))


@pytest.mark.parametrize("method", EVERY, ids=str)
def test_hostile_headers_are_answered(method: Method, api: Caller, places: dict[str, str]) -> None:
    path = method.path.format(**places)
    for headers in (
        {"If_Match": "x"},
        {"If_Match": '"1-1-zz"'},
        {"If_None_Match": '"' * 500},
        {"Idempotency_Key": ""},
        {"Idempotency_Key": "a b"},
        {"Idempotency_Key": "x" * 201},
        {"Idempotency_Key": "é"},
        {"X_Workspace": "../etc"},
        {"X_Workspace": "\x00"},
        {"Accept": "text/html"},
        {"Content_Length": "-1"},
    ):
        answer = api.send(method.method, path, None, **headers)
        assert answer.status_code < 500, (headers, answer.content)


def test_a_number_of_five_thousand_digits_in_a_path_is_nothing(api: Caller) -> None:
    assert_problem(api.get(f"tasks/PT-{'9' * 5000}"))


def test_text_that_only_looks_like_an_escaped_nul_is_text(api: Caller) -> None:
    title = r"print(\u0000)"
    assert api.post("tasks", {"title": title}).json()["data"]["title"] == title
