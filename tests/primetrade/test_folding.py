"""Folds: which names are equal, and what is sorted together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.folding import fold_name, name_apart, sort_key
from primetrade.text import normalized

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ärger", "ÄRGER"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("Οδός", "ΟΔΌΣ"),
        ("ЁЛКА", "ёлка"),
        ("Zoë", "Zoe\u0308"),
        ("Ⅷ", "ⅷ"),
        ("ᾼ", "ᾳ"),
    ],
)
def test_names_that_differ_in_case_or_form_are_equal(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Zoe", "Zoë"), ("Йод", "Иод"), ("は", "ぱ"), ("x2", "x²"), ("ı", "i")])
def test_marks_and_letters_of_their_own_make_two_names(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


SORTED_TOGETHER = (
    "É e|Straße strasse|ＦＵＬＬ１２ full12|Işık isik|IŞIK isik|İstanbul istanbul|ﬁne fine|Žluťoučký zlutoucky|"
    "Ελλάδα ελλαδα|Йод йод|ё е|がぎ がぎ|ｶﾞ ガ|한국 한국|हिन्दी हिन्दी|ไทย ไทย|Åse ase|Ærø aero|ЁЛКА елка|② 2|"
    "x² x2|don’t don't|a\u00adb ab|שָׁלוֹם שלום|السَّلام السلام|łódź lodz"
)


@pytest.mark.parametrize("pair", SORTED_TOGETHER.split("|"))
def test_texts_that_differ_in_case_marks_or_form_are_sorted_together(pair: str) -> None:
    one, other = pair.split(" ")
    assert sort_key(one) == sort_key(other)


def test_a_letter_with_a_mark_is_sorted_with_its_letter_and_other_scripts_after_latin() -> None:
    titles = ["zebra", "Äpfel", "Öl", "apfelsine", "école", "Eco", "omega", "Ωμέγα", "-", "1", "が", "か"]
    assert sorted(titles, key=sort_key) == [
        *("-", "1", "Äpfel", "apfelsine", "Eco", "école", "Öl", "omega", "zebra", "Ωμέγα", "か", "が"),
    ]


def test_spaces_and_what_has_no_width_do_not_count_in_an_order() -> None:
    assert sort_key("  Two\u00a0 \u200bwords ") == "two words"


@given(st.text(max_size=40))
def test_a_folded_name_is_equal_for_every_case_and_at_most_three_times_as_long(text: str) -> None:
    name = normalized("NFC", text)
    assert fold_name(name) == fold_name(normalized("NFD", name))
    assert fold_name(fold_name(name)) == fold_name(name)
    assert len(fold_name(name)) <= 3 * len(name)


@given(st.text(max_size=40))
def test_every_text_has_a_key_to_sort_by_that_no_case_or_form_changes(text: str) -> None:
    assert sort_key(text) == sort_key(normalized("NFD", text)) == sort_key(normalized("NFC", text))
    assert sort_key(text) == sort_key(text).strip()


def test_a_name_that_is_taken_gets_the_first_free_number_behind_it_and_stays_within_its_length() -> None:
    taken = {"ärger", "ärger 2", "x" * 10, f"{'x' * 8} 2"}
    assert name_apart("Frei", taken, 10) == "Frei"
    assert name_apart("ÄRGER", taken, 10) == "ÄRGER 3"
    assert name_apart("X" * 10, taken, 10) == f"{'X' * 8} 3"
