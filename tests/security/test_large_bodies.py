"""Nobody makes the server read or keep more than the view at that address takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler
from django.test import Client

from accounts.access import Access
from tasks.imports.parsing import MAX_BYTES
from tests.factories import PersonFactory
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann", email="ann@example.org")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The sizes of the parts of files that the server reads."""
    sizes: list[int] = []
    receive = MemoryFileUploadHandler.receive_data_chunk

    def counted(handler: FileUploadHandler, raw_data: bytes, start: int) -> Any:
        sizes.append(len(raw_data))
        return receive(handler, raw_data, start)

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", counted)
    return sizes


def _file(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("board.json", b"0" * size)


@pytest.mark.parametrize("path", ["/login", "/register", "/welcome", "/api/tasks", "/api/auth/login", "/nothing-here"])
def test_a_file_that_no_view_asked_for_is_not_read(path: str, read: list[int]) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, {"file": _file(1_100_000)})

    assert answer.status_code == (404 if path == "/nothing-here" else 413)
    assert read == []


def test_pages_say_so_in_our_design_and_the_api_in_a_problem() -> None:
    assert "too large for us" in Client().post("/login", {"file": _file(1_100_000)}).content.decode()
    problem = Client().post("/api/tasks", {"file": _file(1_100_000)})
    assert problem.headers["Content-Type"] == "application/problem+json"


def test_a_file_somewhat_too_large_is_told_so_in_the_form(ann: Access) -> None:
    answer = client_of(ann).post(address(ann, "import_new"), {"file": _file(MAX_BYTES + 1)})

    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.content.decode()


def test_a_file_far_too_large_is_not_read(ann: Access, read: list[int]) -> None:
    answer = client_of(ann).post(address(ann, "import_new"), {"file": _file(2 * MAX_BYTES + 1)})

    assert (answer.status_code, read) == (413, [])


@pytest.mark.parametrize("length", ["-1", "9" * 30, "1e9", "١", ""])
def test_a_length_that_is_no_number_breaks_nothing(length: str) -> None:
    answer = Client().generic("POST", "/login", b"", headers={"Content-Length": length})

    assert answer.status_code in (200, 400, 413)
