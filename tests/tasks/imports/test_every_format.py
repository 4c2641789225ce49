"""What holds for each format there is: it declares what pages need, and no file makes it fail."""

import random

import pytest

from tasks.imports.errors import ImportFileError
from tasks.imports.format import Format
from tasks.imports.formats import FORMATS
from tasks.imports.identity import identified
from tasks.imports.items import Items
from tests.tasks.imports.boards import EVERYTHING

SOURCE_CHARACTERS = 20  # of the columns that keep it
BOARD = EVERYTHING.read_bytes()
HOSTILE = {
    "a board": BOARD,
    "half a board": BOARD[: len(BOARD) // 2],
    "UTF-16": "title".encode("utf-16"),
    "no UTF-8": b"title\n\xff",
    "null characters": b"title\n\0\0",
    "an archive": b"PK\x03\x04",
    "a deep nest": b"[" * 200_000,
    "a wide line": b"title\n" + b"x" * 200_000,
    "an open quote": b'title,id\n"Rope',
    "fewer columns than named": b"title,description,status,id\nRope\n",
    "more columns than named": b"title\nRope,1,2,3\n",
    "one id for all": b"id,title\nabcdefgh,Rope\nabcdefgh,Paint\n",
    "noise": random.Random(1).randbytes(2_000),
}


@pytest.mark.parametrize("one", FORMATS.values(), ids=lambda one: one.source)
def test_a_format_declares_what_pages_and_the_database_need(one: Format) -> None:
    assert 0 < len(one.source) <= SOURCE_CHARACTERS
    assert one.name
    assert one.endings
    assert one.about or one.guide


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("one", FORMATS.values(), ids=lambda one: one.source)
def test_a_format_reads_a_file_or_refuses_it_in_words(one: Format, data: bytes) -> None:
    try:
        items = identified(one.read(data), data)
    except ImportFileError as error:
        assert error.detail  # noqa: PT017 (either is right)
    else:
        assert isinstance(items, Items)
        assert items.source == one.source
