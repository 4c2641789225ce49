"""The signs of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.people import HUES, hue, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mara Lindqvist", "ML"),
        ("Ana Maria de Souza", "AS"),
        ("plato", "P"),
        ("  ", "?"),
        ("李 小龙", "李小"),
        ("(x) Bo", "B"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, expected: str) -> None:
    assert initials(name) == expected


@given(st.text())
def test_every_name_has_initials_and_a_lasting_hue(name: str) -> None:
    assert initials(name)
    assert hue(name) == hue(name)
    assert hue(name) in HUES
