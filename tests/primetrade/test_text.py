"""Text is bounded and normalised, and refused when nobody could see what is in it."""

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.errors import InvalidInput
from primetrade.text import (
    MARKDOWN_BYTES,
    MARKS_LIMIT,
    clean_line,
    clean_markdown,
    has_many_marks,
    is_seen,
    normalized,
    without_unseen,
)
from tests.costs import cost_ratio

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parents[2]


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


def heaped(count: int) -> str:
    """Marks in an order that Unicode turns around: each has to go past all of the other half."""
    return "a" + "\u0345" * (count // 2) + "\u0334" * (count // 2)


@pytest.mark.parametrize("clean", [clean_line, clean_markdown])
def test_marks_heaped_on_one_character_are_refused(clean: Callable[..., str]) -> None:
    assert clean(heaped(MARKS_LIMIT), field="title")
    with pytest.raises(InvalidInput) as caught:
        clean(heaped(MARKS_LIMIT + 2), field="title")
    assert caught.value.errors == {"title": [f"Put at most {MARKS_LIMIT} marks on one character."]}


def test_a_file_keeps_as_many_of_them_as_a_text_may_have() -> None:
    assert len(without_unseen(heaped(10_000))) == 1 + MARKS_LIMIT


@pytest.mark.parametrize("mark", ["\u0345\u0334", "\u0f73", "\uff9e\u0334"])
@pytest.mark.parametrize("form", ["NFC", "NFKD"])
def test_normalising_marks_costs_what_their_number_says_and_not_its_square(
    form: Literal["NFC", "NFKD"], mark: str
) -> None:
    long, short = "a" + mark * 10_000, ("a" + mark * 10) * 1_000
    assert cost_ratio(lambda: normalized(form, long), lambda: normalized(form, short)) < 10


@pytest.mark.parametrize("text", ["", "abc", "naïve", "e\u0301", "ไม่", "שָׁלוֹם", "한국어", "Ḍ̣̇", "l" + "\u0301" * 30])
def test_what_people_write_is_normalised_as_unicode_says(text: str) -> None:
    assert normalized("NFC", text) == unicodedata.normalize("NFC", text)


def test_every_mark_is_known() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    marks = [sign for sign in letters if any(map(unicodedata.combining, unicodedata.normalize("NFKD", sign)[:1]))]
    assert [mark for mark in marks if not has_many_marks("a" + mark * (MARKS_LIMIT + 1))] == []
    assert {"\u0301", "\u0f73", "\uff9e"} <= set(marks)


def test_no_other_code_normalises() -> None:
    sources = [path for app in ("primetrade", "accounts", "tasks", "dashboard") for path in ROOT.glob(f"{app}/**/*.py")]
    found = [str(path.relative_to(ROOT)) for path in sources if "unicodedata.normalize(" in path.read_text()]
    assert found == ["primetrade/text.py"]


INVISIBLE = {
    "zero width space": "\u200b",
    "joiners": "\u200c\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "word joiner": "\u2060",
    "invisible operators": "\u2061\u2062\u2063\u2064",
    "reserved": "\u2065",
    "grapheme joiner": "\u034f",
    "letter mark": "\u061c",
    "direction marks": "\u200e\u200f",
    "shapes of digits": "\u206a\u206f",
    "variation selectors": "\ufe0f\U000e0100",
    "mongolian selectors": "\u180b\u180e\u180f",
    "tags": "\U000e0001\U000e0061\U000e007f",
    "hangul fillers": "\u115f\u1160\u3164\uffa0",
    "khmer vowels": "\u17b4\u17b5",
    "braille blank": "\u2800",
    "null note": "\U0001d159",
    "annotations": "\ufff9\ufffa\ufffb\ufffc",
    "marks on nothing": "\u0301\u20dd",
    "spaces": " \u00a0\u1680\u2000\u200a\u202f\u205f\u3000\t\r\n\u2028\u2029",
}


@pytest.mark.parametrize("name", INVISIBLE)
def test_text_that_nobody_sees_is_no_text(name: str) -> None:
    for text in (INVISIBLE[name], f" {INVISIBLE[name]} \u200b"):
        for clean in (clean_line, clean_markdown):
            with pytest.raises(InvalidInput, match="can be seen"):
                clean(text, field="body", required=True)
            assert clean(text, field="body", required=False) == ""
        assert without_unseen(text) == ""


def test_what_markdown_makes_invisible_is_no_comment() -> None:
    for source in ("&#8203;", "&nbsp;", "&#x200b; &shy;"):
        with pytest.raises(InvalidInput):
            clean_markdown(source, field="body", required=True)
        assert clean_line(source, field="title") == source


FAMILY, WALES, KEYCAP = "👩‍👩‍👧", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "1\ufe0f\u20e3"


@pytest.mark.parametrize(
    "seen", [FAMILY, WALES, KEYCAP, "❤\ufe0f", "می\u200cخواهم", "क्\u200dष", "가", "⠁", ".", "🫨", "\uf8ff", "—"]
)
def test_one_visible_character_is_enough_and_nothing_of_it_is_lost(seen: str) -> None:
    assert is_seen(seen)
    assert clean_line(seen, field="title") == clean_markdown(seen, field="body", required=True) == seen
    assert without_unseen(seen) == seen


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
