"""Text is bounded and normalised, and refused when nobody could see what is in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.errors import InvalidInput
from primetrade.text import MARKDOWN_BYTES, clean_line, clean_markdown, without_unseen

pytestmark = pytest.mark.any_database


def test_a_line_is_trimmed_and_its_breaks_become_spaces() -> None:
    assert clean_line("  a\r\nb\tc\u2028d ", field="title") == "a b c d"


@pytest.mark.parametrize(
    "wrong", ["", "   ", "x" * 501, "x" * 1_000_000, "a\x00", "\x1b[31m", "\u202ea", "\u2066a", "\ud800"]
)
def test_a_wrong_line_names_its_field(wrong: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        clean_line(wrong, field="title")
    assert list(caught.value.errors) == ["title"]


@pytest.mark.parametrize("good", ["👩‍👩‍👧", "עברית", "a<b", "e\u0301", "zero\u200dwidth"])
def test_people_s_own_characters_stay(good: str) -> None:
    assert clean_line(good, field="title") == unicodedata.normalize("NFC", good)


def test_markdown_is_bounded_in_bytes() -> None:
    assert clean_markdown("ü" * (MARKDOWN_BYTES // 2), field="body")
    with pytest.raises(InvalidInput):
        clean_markdown("ü" * (MARKDOWN_BYTES // 2 + 1), field="body")


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(value: str) -> None:
    once = without_unseen(value)
    assert without_unseen(once) == once
    try:
        line = clean_line(once, field="title")
    except InvalidInput:
        return
    assert clean_line(line, field="title") == line
