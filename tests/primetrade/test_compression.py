"""Compressed answers: for whom, of what, and that they go on matching what is known of them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from accounts.access import Access
from primetrade.middleware.compression import LEAST_BYTES, CompressionMiddleware
from tests.factories import PersonFactory, TaskFactory

GZIP = {"Accept-Encoding": "gzip, deflate"}
BROTLI = {"Accept-Encoding": "gzip, deflate, br, zstd"}
PLAIN = {"gzip": gzip.decompress, "br": brotli.decompress}
LONG = "A crossing by night. " * 200

Answered = Callable[..., Any]


def answered(accepts: str = "gzip", *, response: HttpResponse | None = None, **headers: str) -> Any:
    given = response or HttpResponse(LONG, headers=headers)
    return CompressionMiddleware(lambda request: given)(RequestFactory().get("/", headers={"Accept-Encoding": accepts}))


@pytest.fixture
def ann(db: None) -> Access:
    return PersonFactory(name="Ann")


@pytest.fixture
def inbox(client: Client, ann: Access) -> Callable[..., Any]:
    """Asks for the inbox of a signed-in person."""
    client.force_login(ann.user)
    path = f"/w/{ann.workspace.slug}/inbox"
    client.get(path)  # the first page brings the CSRF cookie, which is part of the ETag
    return lambda method="get", **headers: getattr(client, method)(path, headers=headers)


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip", "gzip"), ("deflate,GZIP", "gzip"), ("*;q=0, gzip;q=0.001", "gzip"), ("br;q=0, gzip;q=0.8", "gzip"),
        ("br", "br"), ("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0.8", "br"), ("gzip;q=0.000, br", "br"),
    ],
)  # fmt: skip
def test_the_same_text_comes_compressed_by_brotli_or_else_by_gzip(accepts: str, coding: str) -> None:
    response = answered(accepts)
    assert response.headers["Content-Encoding"] == coding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert PLAIN[coding](response.content).decode() == LONG
    assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("accepts", ["", "identity", "gzip;q=0", "gzip; q=0.000, br;q=0", "notgzip", "gzip2", "*"])
def test_who_does_not_gets_it_as_it_is_and_caches_know_that_there_are_two(accepts: str) -> None:
    response = answered(accepts, ETag='"one"')
    assert "Content-Encoding" not in response.headers
    assert response.content.decode() == LONG
    assert (response.headers["Vary"], response.headers["ETag"]) == ("Accept-Encoding", '"one"')


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("x" * (LEAST_BYTES - 1)),
        HttpResponse(LONG, headers={"Content-Encoding": "br"}),
        HttpResponse(LONG, headers={"Cache-Control": "private, no-transform"}),
        HttpResponse(LONG, content_type="image/png"),
        StreamingHttpResponse([LONG]),
    ],
    ids=["short", "encoded", "not to be transformed", "an image", "streamed"],
)
def test_what_is_left_as_it_is(response: HttpResponse) -> None:
    content = b"".join(response)
    left = answered(response=response)
    assert left.headers.get("Content-Encoding") in (None, "br")
    assert response.streaming or left.content == content


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "application/problem+json"])
def test_pages_and_json_are_compressed(kind: str) -> None:
    assert "Content-Encoding" in answered(response=HttpResponse(LONG, content_type=kind)).headers


@pytest.mark.parametrize("coding", PLAIN)
def test_the_same_answer_has_many_lengths(coding: str) -> None:
    answers = [answered(coding).content for _ in range(100)]
    assert len(set(map(len, answers))) > 40
    assert {PLAIN[coding](content) for content in answers} == {LONG.encode()}


@pytest.mark.parametrize(("accepts", "coding"), [(GZIP, "gzip"), (BROTLI, "br")])
def test_a_compressed_page_is_304_when_it_is_asked_for_again(
    inbox: Answered, ann: Access, accepts: dict[str, str], coding: str
) -> None:
    page = inbox(**accepts)
    tag = page.headers["ETag"]
    assert (page.headers["Content-Encoding"], tag[:3]) == (coding, 'W/"')
    again = inbox(**accepts, If_None_Match=tag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Encoding" not in again.headers
    assert set(page.headers["Vary"].split(", ")) == set(again.headers["Vary"].split(", "))
    assert "Accept-Encoding" in page.headers["Vary"]
    TaskFactory(access=ann)
    assert inbox(**accepts, If_None_Match=tag).status_code == 200


def test_a_page_got_in_one_encoding_is_304_in_the_other(inbox: Answered) -> None:
    assert inbox(If_None_Match=inbox(**GZIP).headers["ETag"]).status_code == 304
    assert inbox(**GZIP, If_None_Match=inbox().headers["ETag"]).status_code == 304
    assert inbox(**GZIP, If_None_Match=inbox(**BROTLI).headers["ETag"]).status_code == 304


def test_head_tells_of_the_compressed_page(inbox: Answered) -> None:
    head, page = inbox("head", **GZIP), inbox(**GZIP)
    assert (head.headers["Content-Encoding"], head.headers["ETag"]) == ("gzip", page.headers["ETag"])
    assert abs(int(head.headers["Content-Length"]) - int(page.headers["Content-Length"])) < 200


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/nothing-here", 404), ("/login", 200), ("/api/schema", 200)])
def test_answers_to_strangers_are_compressed_errors_too(client: Client, path: str, status: int) -> None:
    response = client.get(path, headers=GZIP)
    assert (response.status_code, response.headers["Content-Encoding"]) == (status, "gzip")
    assert len(gzip.decompress(response.content)) > len(response.content)


def test_the_api_takes_its_tag_back_from_a_compressed_answer(client: Client, ann: Access) -> None:
    task = TaskFactory(access=ann, title="Mend the gate", description=LONG)
    client.force_login(ann.user)
    path = f"/api/tasks/{task.id}?workspace={ann.workspace.slug}"
    tag = client.get(path, headers=GZIP).headers["ETag"]
    assert tag.startswith('W/"1-')
    assert client.get(path, headers=GZIP | {"If-None-Match": tag}).status_code == 304
    change = {"data": {"title": "Oil it"}, "content_type": "application/json"}
    assert client.patch(path, headers={"If-Match": tag}, **change).status_code == 200
    assert client.patch(path, headers={"If-Match": tag}, **change).status_code == 412
