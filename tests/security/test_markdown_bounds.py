"""A little Markdown stays a little HTML, and its attributes stay attributes."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from primetrade.markdown import render
from primetrade.markdown_boxes import boxes, tick
from primetrade.text import MARKDOWN_BYTES
from tests.costs import cost_ratio

pytestmark = pytest.mark.any_database

GROWTH_MOST = 10  # bytes of HTML for a byte of source
COST_MOST = 10  # times an ordinary text of the same size (measured: 5 for a table, 3 for emphasis, else 1)
ORDINARY = "Some **bold** words, a [link](https://example.org), `code` and\n- an item\n- another with *stress*\n\n"
ADDRESSES = [
    "http://a ", "http://a\n", "http://a", "http://a)", "http://a(", "http://a.,", "http://a**", "http://a_ ",
    "[http://a", "![http://a", "<http://a", "![](http://a)", "http://[", "http://a\\", "http://", "http:", "http", "://",
    ":", "a" * 5_000 + ":",
]  # fmt: skip
BOXES = [
    "- [ ] a\n", "- [ ] &", "- [ ] a - [ ] ", "- - [ ] a\n", "> - [ ] a\n", "- [ ] [", "-", "- ", "1)", "- [", "- [ ]",
    " ", "- [ ] " + "&" * 300 + "\n",
]  # fmt: skip


@pytest.mark.parametrize("columns", [20, 100, 400, 1000])
def test_a_wide_table_of_short_rows_stays_small(columns: int) -> None:
    head = "a|" * columns + "\n" + "-|" * columns + "\n"
    source = head + "b\n" * ((MARKDOWN_BYTES - len(head)) // 2)

    assert len(render(source)) < GROWTH_MOST * MARKDOWN_BYTES
    assert _cost(source) < COST_MOST


@pytest.mark.parametrize(
    "unit", ["[a](", "[", "<b>", "*a", "`", "![", "> ", "- ", "|a", "\\", "&#x", "**", *ADDRESSES, *BOXES]
)
def test_the_largest_hostile_text_costs_little_more_than_an_ordinary_one(unit: str) -> None:
    assert _cost(_filled(unit)) < COST_MOST
    assert len(render(_filled(unit))) < GROWTH_MOST * MARKDOWN_BYTES


@pytest.mark.parametrize(
    "source",
    [
        ("![" * 299 + "\n\n") * 33,
        ("[" * 50 + "\n\n") * 400,
        "[" * 299 + "*a" * 9_000,
        "![" * 299 + "_a_ " * 5_000,
        "[" * 299 + "a\n" * 9_000,
        "- " * 9 + "a\n" + "b\n" * 9_900,
        "> " * 20 + "a\n" + "b\n" * 9_900,
        ("|a" * 8 + "\n" + "|-" * 8 + "\n" + "|b\n" * 30 + "\n") * 180,
        ("> |a|b|c|d|e|f\n> |-|-|-|-|-|-\n" + "> |1\n" * 200 + "\n") * 18,
        "|a\n|-\n" * 3_000,
        "* * a\n" * 3_000,
        "[" * 299 + "http://a " * 2_000,
        "http://a" + "." * 9_900 + "http://a" + "_" * 9_900,
        "* http://a\n" * 1_800,
        "[![](http://a)](http://a)" * 800,
        "- [ ] " + "&" * 19_900,
        "- [ ] a\n" * 500 + "- [ ] [\n" * 2_000,
        "-" * 9_900 + " [ ] a\n" + "- " * 4_900,
    ],
    ids=lambda source: source[:12],
)
def test_what_is_bounded_in_a_part_is_bounded_in_the_document(source: str) -> None:
    html = render(source[:MARKDOWN_BYTES])

    assert _cost(source[:MARKDOWN_BYTES]) < COST_MOST
    assert len(html) < GROWTH_MOST * MARKDOWN_BYTES


@pytest.mark.parametrize("unit", BOXES)
def test_boxes_are_found_under_a_lock_at_the_cost_of_a_look_at_each_line(unit: str) -> None:
    source = _filled(unit)
    wanted = {box.name: True for box in boxes(source)}

    assert cost_ratio(lambda: tick(source, wanted), lambda: _rendered_anew(_filled(ORDINARY))) < 1


def test_many_links_and_tables_of_a_person_are_all_drawn() -> None:
    links = "- [Plan of the pier](https://example.org/a_plan-1)\n" * 380
    tables = ("| a | b | c |\n|---|---|---|\n" + "| one | two | three |\n" * 20 + "\n") * 35

    assert render(links).count("<a ") == 380
    assert render("[see](https://example.org) " * 300).count("<a ") == 300
    assert render(tables).count("<table>") == 35


def test_what_goes_beyond_the_bound_stays_text_and_what_follows_does_not_suffer() -> None:
    html = render("[a](" * 301 + "*b*" * 300 + "\n\n[link](https://example.org)")

    assert html.count("<a ") == 1
    assert "[a](" * 301 in html


def test_an_ordinary_table_with_short_rows_is_filled_up() -> None:
    assert render("|a|b|c|\n|-|-|-|\n|1|").count("<td>") == 3


@pytest.mark.parametrize("words", ["<pre><img src=x onerror=alert(1)>", "<table><form action=/x>", "</table>", "<b>"])
def test_what_looks_like_an_element_in_a_title_opens_none(words: str) -> None:
    html = render(f'[x](https://example.org "{words}")')

    assert re.findall(r"<(/?\w+)", html) == ["p", "a", "/a", "/p"]


def _cost(source: str) -> float:
    """Processor time of a source, in that of an ordinary text of the largest size. Nothing kept is used."""
    return cost_ratio(lambda: _rendered_anew(source), lambda: _rendered_anew(_filled(ORDINARY)), rounds=1)


def _rendered_anew(source: str) -> None:
    cache.clear()
    render(source)


def _filled(unit: str) -> str:
    return (unit * (MARKDOWN_BYTES // len(unit) + 1))[:MARKDOWN_BYTES]


@pytest.mark.parametrize("tag", ["<pre>", "<table>", "</table>"])
def test_a_tag_in_an_attribute_is_not_made_scrollable(tag: str) -> None:
    """Wide tags are found by their text, which relies on the sanitiser to escape "<" in attributes."""
    html = str(render(f"[a](https://a.test/{tag} \"{tag}\")\n\n[b](<https://b.test/?{tag}> '{tag}')"))
    assert html.count("<a ") == 2
    assert tag not in html
    assert "tabindex" not in html
