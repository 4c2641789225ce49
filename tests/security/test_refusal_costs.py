"""A refusal costs no more than the accepted input of the same size: processor time, as a ratio, measured in turns."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.access import Access
from primetrade.api.parameters import PARAMETERS_LIMIT
from primetrade.api.parsers import BYTES_LIMIT, parse_object
from primetrade.errors import PrimeTradeError
from tasks.imports.errors import ImportFileError
from tasks.imports.formats import read_upload
from tests.api.conftest import Caller
from tests.costs import cost_ratio
from tests.factories import PersonFactory, TaskFactory
from tests.tasks.imports.boards import board, card, encoded
from tests.tasks.pages import client_of

# Noise and what a refusal has of its own (the error, its answer): a mistake of the kind is 10 times and more.
MOST = 2.0

NAMES = [f"{number:05d}" for number in range(BYTES_LIMIT // 12)]
OBJECT = b"{" + b",".join(b'"%s":1' % name.encode() for name in NAMES) + b"}"
TEXTS = orjson.dumps({"a": ["word"] * (BYTES_LIMIT // 8)})
NESTED = b'{"a":' + b"[" * 20 + b",".join([b"[{}]"] * (BYTES_LIMIT // 6)) + b"]" * 20 + b"}"
NUMBERS = orjson.dumps({"a": [12345.5] * (BYTES_LIMIT // 9)})

MARKS = "a" + "\u0345" * 5_000 + "\u0334" * 5_000  # Unicode puts each behind all of the other half

# What is wrong with the body, the body, and a body of its size and shape with which nothing is wrong.
BODIES: dict[str, tuple[bytes, bytes]] = {
    "the last name doubled": (OBJECT[:-1] + b',"%s":1}' % NAMES[-1].encode(), OBJECT),
    "the first name doubled": (OBJECT[:-1] + b',"%s":1}' % NAMES[0].encode(), OBJECT),
    "every name doubled": (
        b"{" + b",".join([OBJECT[1:-1][: BYTES_LIMIT // 2 - 8].rpartition(b",")[0]] * 2) + b"}",
        OBJECT,
    ),
    "one name, again and again": (b"{" + b",".join([b'"a":1'] * (BYTES_LIMIT // 6)) + b"}", OBJECT),
    "a NUL in the last text": (TEXTS[:-3].replace(b'"word', b'"w\\u0000', 1)[:BYTES_LIMIT] + b"]}", TEXTS),
    "a NUL in the last name": (OBJECT[:-9] + b',"\\u0000":1}', OBJECT),
    "not closed": (OBJECT[:-1], OBJECT),
    "something after its end": (OBJECT + b"x", OBJECT),
    "a list": (b"[" + OBJECT + b"]", OBJECT),
    "too deep at its end": (NESTED[:-60] + b"," + b"[" * 20 + b"]" * 20 + b"]" * 20 + b"}", NESTED),
    "deep from its start": (b'{"a":' + b"[" * (BYTES_LIMIT // 2) + b"]" * (BYTES_LIMIT // 2 - 10) + b"}", NESTED),
    "half a character": (TEXTS[:-7] + b'\\ud800"]}', TEXTS),
    "no UTF-8 at its end": (TEXTS[:-4] + b'\xff"]}', TEXTS),
    "a number of a million digits": (b'{"a":' + b"9" * (BYTES_LIMIT - 10) + b"}", NUMBERS),
    "too large": (b'{"a":"' + b"x" * BYTES_LIMIT + b'"}', TEXTS),
}


def _refused(body: bytes) -> None:
    with pytest.raises(PrimeTradeError):
        parse_object(body)


@pytest.mark.any_database
@pytest.mark.parametrize("name", BODIES)
def test_a_refused_body_costs_no_more_than_an_accepted_one(name: str) -> None:
    bad, good = BODIES[name]

    assert len(good) <= BYTES_LIMIT
    assert cost_ratio(lambda: _refused(bad), lambda: parse_object(good)) < MOST


# The path with its query: none of them may cost more than a page of the list that it asks for.
LONG = 4_000  # the server takes an address of 4,094 bytes
IDS = ",".join(["01900000-0000-7000-8000-000000000000"] * (LONG // 37))
WORDS = ",".join(["todo"] * (LONG // 5))
QUERIES: dict[str, str] = {
    "a status that is none, at the end": f"tasks?status={WORDS},x",
    "statuses that are none": f"tasks?status={','.join(['todoo'] * (LONG // 6))}",
    "a project that is none": f"tasks?project={','.join(f'X{n}' for n in range(LONG // 6))}",
    "labels that are none": f"tasks?label={IDS}",
    "people who are none": f"tasks?assignee={IDS}",
    "a cursor of another": f"tasks?cursor={'A' * LONG}",
    "a cursor of signs": f"tasks?cursor={'%3A' * (LONG // 3)}",
    "a date of digits": f"tasks?due_before={'9' * LONG}",
    "a limit of digits": f"tasks?limit={'9' * LONG}",
    "unknown parameters": "tasks?" + "&".join(f"titel{n}=" for n in range(PARAMETERS_LIMIT)),
    "more parameters than are read": "tasks?" + "&".join(f"{n:x}" for n in range(999)),
    "one parameter, again and again": "tasks?" + "&".join(["limit=1"] * (LONG // 8)),
    "a since of digits": f"changes?since={'9' * LONG}",
    "a since of letters": f"changes?since={'A' * LONG}",
    "a workspace of letters": f"tasks?workspace={'a' * LONG}",
    "a path of nothing": f"{'a/' * (LONG // 2)}",
    "a key of a task": f"tasks/{'A' * (LONG // 2)}-{'9' * (LONG // 2)}",
}


@pytest.fixture
def ann(db: None) -> Access:
    return PersonFactory()


@pytest.fixture
def busy(ann: Access) -> Access:
    """With a page of tasks."""
    for _ in range(50):
        TaskFactory(access=ann)
    return ann


@pytest.mark.parametrize("name", QUERIES)
def test_a_refused_query_costs_no_more_than_an_accepted_one(name: str, busy: Access) -> None:
    api = Caller(busy)
    accepted = "tasks?limit=50"
    assert api.get(accepted).status_code == 200
    assert 400 <= api.get(QUERIES[name]).status_code < 500

    assert cost_ratio(lambda: api.get(QUERIES[name]), lambda: api.get(accepted)) < MOST


HEADERS: dict[str, dict[str, str]] = {
    "a token of nothing": {"Authorization": "Bearer " + "A" * 8_000},
    "a token of dots": {"Authorization": "Bearer " + "." * 8_000},
    "a token of three long parts": {"Authorization": "Bearer " + ".".join(["e30" * 900] * 3)},
    "a scheme that is none": {"Authorization": "A" * 8_000},
    "tags that are none": {"If_None_Match": '"0-' * 2_700},
    "a workspace that is none": {"X_Workspace": "a" * 8_000},
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_is_not_taken_costs_no_more_than_a_request_without(name: str, busy: Access) -> None:
    api = Caller(busy)
    headers = HEADERS[name]

    assert cost_ratio(lambda: api.get("tasks", **headers), lambda: api.get("tasks?limit=50")) < MOST


@pytest.mark.parametrize("field", ["title", "description"])
def test_marks_to_put_in_order_cost_no_more_than_letters(field: str, ann: Access) -> None:
    api = Caller(ann)
    size = 2_000 if field == "title" else 20_000
    bad = {"title": "x", field: (MARKS * 2)[:size]}
    good = {"title": "x", field: "word " * (size // 5 if field == "description" else 80)}

    assert (api.post("tasks", bad).status_code, api.post("tasks", good).status_code) == (422, 201)
    assert cost_ratio(lambda: api.post("tasks", bad), lambda: api.post("tasks", good)) < MOST


def test_fields_that_are_none_cost_no_more_than_reading_them(ann: Access) -> None:
    api = Caller(ann)

    assert api.post("tasks", OBJECT).status_code == 400
    assert cost_ratio(lambda: api.post("tasks", OBJECT), lambda: parse_object(OBJECT)) < MOST


FORM = "application/x-www-form-urlencoded"
FIELDS: dict[str, dict[str, str]] = {
    "a title without an end": {"title": "x" * 900_000},
    "an e-mail of signs": {"login": "a@" * 400_000, "email": "a@" * 1_000, "password": "x"},
    "a password without an end": {"login": "a@example.org", "password": "x" * 900_000},
    "invisible words": {"title": "\u200b" * 100_000},
    "marks on marks": {"title": "a" + "\u0301" * 140_000},
    "marks to put in order": {"title": MARKS[:2_000], "name": MARKS[:2_000], "email": MARKS, "description": MARKS},
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("path", ["/login", "/register", "tasks/new"])
def test_the_checks_of_a_form_cost_little_beside_reading_it(path: str, name: str, ann: Access) -> None:
    client, body = client_of(ann) if "new" in path else Client(), urlencode(FIELDS[name])
    unasked = urlencode({f"x-{field}": value for field, value in FIELDS[name].items()})
    address = path if path.startswith("/") else f"/w/{ann.workspace.slug}/{path}"

    def send(text: str) -> Any:
        return client.post(address, text, content_type=FORM)

    assert send(body).status_code < 500
    assert cost_ratio(lambda: send(body), lambda: send(unasked)) < MOST


@cache
def _honest() -> bytes:
    return encoded(board(cards=[card(number, desc="A few words. " * 290) for number in range(1, 4_900)]))


FILES: dict[str, Callable[[], bytes]] = {
    "a page": lambda: b"<!DOCTYPE html><html>" + b"<p>words</p>" * 1_600_000,
    "a table": lambda: b"name,list\n" + b"a,b\n" * 4_900_000,
    "an archive": lambda: b"PK\x03\x04" + b"\0" * 19_000_000,
    "no text": lambda: b"\xff" * 19_000_000,
    "no text at its end": lambda: _honest()[:-1] + b"\xff",
    "not closed": lambda: _honest()[:-1],
    "cards that are none": lambda: encoded(board(cards=[[]] * 4_000_000)),
    "one name, again and again": lambda: b'{"lists": [' + b'{"id":1,"id":1},' * 1_100_000 + b"{}]}",
    "lists without an end": lambda: encoded(board(lists=[{"id": str(n), "name": "x"} for n in range(500_000)])),
    "labels without an end": lambda: encoded(board(labels=[{"id": str(n), "name": "x"} for n in range(500_000)])),
    "deep": lambda: b'{"lists":' + b"[" * 19_000_000,
    "lines": lambda: b"\n" * 19_000_000,
}
# Not refused, for nobody can mend an export by hand; yet no dearer than an ordinary file of its size.
ODD_FILES: dict[str, Callable[[], bytes]] = {
    "marks on marks in a description": lambda: encoded(board(cards=[card(1, desc=MARKS * 100)])),
    "marks on marks in a title": lambda: encoded(board(cards=[card(1, name=MARKS * 100)])),
    "marks on marks in the name of a list": lambda: encoded(board(lists=[{"id": "1", "name": MARKS * 100}])),
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", FILES)
def test_a_refused_file_costs_no_more_than_an_accepted_one(name: str) -> None:
    bad, good = FILES[name](), _honest()

    def refuse() -> None:
        with pytest.raises(ImportFileError):
            read_upload(io.BytesIO(bad))

    assert cost_ratio(refuse, lambda: read_upload(io.BytesIO(good)), rounds=1) < MOST


@pytest.mark.any_database
@pytest.mark.parametrize("name", ODD_FILES)
def test_an_odd_file_costs_no_more_than_an_ordinary_one(name: str) -> None:
    odd, ordinary = ODD_FILES[name](), _honest()

    assert cost_ratio(lambda: read_upload(io.BytesIO(odd)), lambda: read_upload(io.BytesIO(ordinary)), rounds=1) < MOST


def test_a_refused_upload_costs_no_more_than_an_accepted_one(ann: Access) -> None:
    api = Caller(ann)

    def send(data: bytes) -> int:
        form = {"file": SimpleUploadedFile("board.json", data)}
        return api._client.post("/api/imports", form, headers=api._headers).status_code

    bad, good = _honest()[:-1] + b"x", _honest()
    assert (send(bad), send(good)) == (422, 201)
    assert cost_ratio(lambda: send(bad), lambda: send(good), rounds=1) < MOST
