"""A little Markdown stays a little HTML, and its attributes stay attributes."""

from __future__ import annotations

import re
import time

import pytest

from primetrade.markdown import render
from primetrade.text import MARKDOWN_BYTES

pytestmark = pytest.mark.any_database

GROWTH_MOST = 10  # bytes of HTML for a byte of source


@pytest.mark.parametrize("columns", [20, 100, 400, 1000])
def test_a_wide_table_of_short_rows_stays_small(columns: int) -> None:
    head = "a|" * columns + "\n" + "-|" * columns + "\n"
    source = head + "b\n" * ((MARKDOWN_BYTES - len(head)) // 2)
    started = time.process_time()

    html = render(source)

    assert len(html) < GROWTH_MOST * MARKDOWN_BYTES
    assert time.process_time() - started < 1.0


def test_an_ordinary_table_with_short_rows_is_filled_up() -> None:
    assert render("|a|b|c|\n|-|-|-|\n|1|").count("<td>") == 3


@pytest.mark.parametrize("words", ["<pre><img src=x onerror=alert(1)>", "<table><form action=/x>", "</table>", "<b>"])
def test_what_looks_like_an_element_in_a_title_opens_none(words: str) -> None:
    html = render(f'[x](https://example.org "{words}")')

    assert re.findall(r"<(/?\w+)", html) == ["p", "a", "/a", "/p"]
