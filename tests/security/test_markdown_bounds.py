"""A little Markdown stays a little HTML, and its attributes stay attributes."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from primetrade.markdown import render
from primetrade.text import MARKDOWN_BYTES
from tests.costs import cost_ratio

pytestmark = pytest.mark.any_database

GROWTH_MOST = 10  # bytes of HTML for a byte of source
COST_MOST = 10  # times an ordinary text of the same size (measured: 5 for a table, 3 for emphasis, else 1)
ORDINARY = "Some **bold** words, a [link](https://example.org), `code` and\n- an item\n- another with *stress*\n\n"


@pytest.mark.parametrize("columns", [20, 100, 400, 1000])
def test_a_wide_table_of_short_rows_stays_small(columns: int) -> None:
    head = "a|" * columns + "\n" + "-|" * columns + "\n"
    source = head + "b\n" * ((MARKDOWN_BYTES - len(head)) // 2)

    assert len(render(source)) < GROWTH_MOST * MARKDOWN_BYTES
    assert _cost(source) < COST_MOST


@pytest.mark.parametrize("unit", ["[a](", "[", "<b>", "*a", "`", "![", "> ", "- ", "|a", "\\", "&#x", "**"])
def test_the_largest_hostile_text_costs_little_more_than_an_ordinary_one(unit: str) -> None:
    assert _cost(_filled(unit)) < COST_MOST


def test_an_ordinary_table_with_short_rows_is_filled_up() -> None:
    assert render("|a|b|c|\n|-|-|-|\n|1|").count("<td>") == 3


@pytest.mark.parametrize("words", ["<pre><img src=x onerror=alert(1)>", "<table><form action=/x>", "</table>", "<b>"])
def test_what_looks_like_an_element_in_a_title_opens_none(words: str) -> None:
    html = render(f'[x](https://example.org "{words}")')

    assert re.findall(r"<(/?\w+)", html) == ["p", "a", "/a", "/p"]


def _cost(source: str) -> float:
    """Processor time of a source, in that of an ordinary text of the largest size. Nothing kept is used."""
    return cost_ratio(lambda: _rendered_anew(source), lambda: _rendered_anew(_filled(ORDINARY)))


def _rendered_anew(source: str) -> None:
    cache.clear()
    render(source)


def _filled(unit: str) -> str:
    return (unit * (MARKDOWN_BYTES // len(unit) + 1))[:MARKDOWN_BYTES]
