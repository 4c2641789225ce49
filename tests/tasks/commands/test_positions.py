"""Places in a column keep their order, whatever is put between."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.commands.positions import at, between


def test_a_place_lies_between_its_neighbours_through_random_moves() -> None:
    choice = random.Random(7)
    column = [at(0x80000000 + n) for n in range(20)]
    for _ in range(5_000):
        moved = column.pop(choice.randrange(len(column)))
        gap = choice.randrange(len(column) + 1)
        low = column[gap - 1] if gap else ""
        high = column[gap] if gap < len(column) else ""
        moved = between(low, high)
        assert low < moved
        assert not high or moved < high
        column.insert(gap, moved)
        if max(map(len, column)) > 200:
            column = [at(0x80000000 + n) for n in range(20)]


def test_two_hundred_moves_into_one_gap_stay_under_the_limit() -> None:
    low, high = at(0x80000000), at(0x80000001)
    for _ in range(200):
        high = between(low, high)
    assert len(high) <= 60


@given(st.integers(0, 2**32 - 2), st.integers(1, 1000))
def test_any_two_counters_have_room_between_them(first: int, apart: int) -> None:
    low, high = at(first), at(min(first + apart, 2**32 - 1))
    assert low < between(low, high) < high


@pytest.mark.parametrize(("low", "high"), [("8", "8"), ("9", "8"), ("8", "80")])
def test_no_room_is_said(low: str, high: str) -> None:
    with pytest.raises(ValueError, match=r"fits|before"):
        between(low, high)
