"""`- [ ]` and `- [x]` are boxes, found again by their line in a text that was changed elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.markdown import boxes_of, render
from primetrade.markdown_boxes import boxes, merge_ticks, tick, ticked_between

pytestmark = pytest.mark.any_database

INPUT = re.compile(r"<input [^>]*>")
# What is written, and what it reads as: `( )` and `(x)` stand for boxes.
READS = [
    ("- [ ] open\n- [x] done", "<ul><li>( )open</li><li>(x)done</li></ul>"),
    ("* [X] done\n+ [ ]\topen", "<ul><li>(x)done</li></ul><ul><li>( )open</li></ul>"),
    ("1. [ ] first\n2) [ ] second", "<ol><li>( )first</li></ol><ol start=\"2\"><li>( )second</li></ol>"),
    ("> - [ ] quoted", "<blockquote><ul><li>( )quoted</li></ul></blockquote>"),
    ("- - [ ] within", "<ul><li><ul><li>( )within</li></ul></li></ul>"),
    ("- [ ] one\n\n  more\n", "<ul><li><p>( )one</p><p>more</p></li></ul>"),
    ("- [ ] one\n  more", "<ul><li>( )one<br>more</li></ul>"),
    ("- [ ] a *word*", "<ul><li>( )a <em>word</em></li></ul>"),
    ("- [ ] [ ] twice", "<ul><li>( )[ ] twice</li></ul>"),
    ("[ ] no list", "<p>[ ] no list</p>"),
    ("- [ ]\n- []\n- [ ]x\n- [y] z", "<ul><li>[ ]</li><li>[]</li><li>[ ]x</li><li>[y] z</li></ul>"),
    ("```\n- [ ] code\n```", '<pre tabindex="0"><code>- [ ] code</code></pre>'),
    ("- `[ ]` code", "<ul><li><code>[ ]</code> code</li></ul>"),
    (r"- \[ ] escaped", "<ul><li>[ ] escaped</li></ul>"),
    ("| a |\n|---|\n| - [ ] b |", None),
]  # fmt: skip
SAME = "- [ ] Test it\n- [ ] Ship it\n- [ ] Test it\n"


def named(source: str, place: int = 0) -> str:
    return boxes(source)[place].name


@pytest.mark.parametrize(("written", "reads"), READS, ids=[written for written, _ in READS])
def test_an_item_that_begins_with_a_mark_is_a_box(written: str, reads: str | None) -> None:
    html = INPUT.sub(lambda tag: "(x)" if "checked" in tag[0] else "( )", render(written)).replace("\n", "")

    assert html == reads if reads else "( )" not in html


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("*Write* the `tests` <https://example.org>", "Write the tests https://example.org"),
        ("a\n  second line", "a"),
        ('"><script>alert(1)</script>', '"><script>alert(1)</script>'),
        ("![a chart](https://example.org/c.png)", "a chart"),
        ("[](https://example.org)", "[](https://example.org)"),
        ("a" * 500, "a" * 200),
    ],
)
def test_a_box_is_a_checkbox_with_the_name_of_its_line_and_nothing_else(line: str, heard: str) -> None:
    (tag,) = re.findall(r'<input((?: [a-z-]+="[^"]*")*)>', render(f"- [ ] {line}"))
    attributes = dict(re.findall(r' ([a-z-]+)="([^"]*)"', tag))

    for sign, entity in {"&lt;": "<", "&gt;": ">", "&quot;": '"'}.items():
        attributes["aria-label"] = attributes["aria-label"].replace(sign, entity)
    assert attributes == {
        "type": "checkbox", "name": "box", "class": "check", "disabled": "", "value": named(f"- [ ] {line}"),
        "aria-label": heard,
    }  # fmt: skip


def test_boxes_can_be_ticked_where_the_page_says_so() -> None:
    html, ticked = boxes_of(render("- [x] done\n- [ ] open"))

    assert "disabled" not in html
    assert ticked == [named("- [x] done")]
    assert boxes_of(render("`<input disabled>`"))[1] is None


def test_a_box_is_ticked_in_its_line_and_nothing_else_changes() -> None:
    source = "# To do\n\n- [ ] one\n  > - [x]  two \n\ntext"

    assert tick(source, {named(source): True}) == (source.replace("[ ] one", "[x] one"), [])
    assert tick(source, {named(source, 1): False}) == (source.replace("[x]  two", "[ ]  two"), [])


def test_a_box_is_found_in_a_text_that_was_changed_elsewhere() -> None:
    name = named(SAME, 1)

    assert tick(f"New words\n\n{SAME.replace('[ ] Test', '[x] Test')}- [ ] More\n", {name: True})[1] == []
    assert tick(SAME.replace("Ship it", "Ship it all"), {name: True}) == (
        SAME.replace("Ship it", "Ship it all"),
        [name],
    )


def test_of_equal_lines_each_is_meant_and_none_when_one_came_or_went() -> None:
    name = named(SAME, 2)

    assert tick(SAME, {name: True})[0] == SAME[:-14] + "- [x] Test it\n"
    assert tick(f"- [ ] Test it\n{SAME}", {name: True})[1] == [name]
    assert tick(SAME[14:], {name: True})[1] == [name]


def test_ticks_alone_are_told_from_other_changes() -> None:
    ticked = SAME.replace("[ ] Ship", "[x] Ship")

    assert [(box.words, box.ticked) for box in ticked_between(SAME, ticked)] == [("Ship it", True)]
    assert [(box.words, box.ticked) for box in ticked_between(ticked, SAME)] == [("Ship it", False)]
    assert ticked_between(SAME, SAME) == ticked_between(SAME, ticked.replace("Test", "Mend")) == []
    assert ticked_between(SAME, ticked + "More") == []


def test_ticks_go_into_a_text_that_was_changed_otherwise() -> None:
    ticked = SAME.replace("[ ] Ship", "[x] Ship")

    assert merge_ticks(SAME, ticked, f"# New\n{SAME}") == f"# New\n{ticked}"
    assert merge_ticks(SAME, ticked, SAME.replace("Ship", "Sell")) is None
    assert merge_ticks(SAME, f"# New\n{ticked}", SAME) is None


WRITTEN = st.lists(
    st.sampled_from(["- ", "[ ] ", "[x] ", "> ", "  ", "\n", "\n\n", "1. ", "a", "b", "`", "\t", "    "]), max_size=25
)


@given(WRITTEN.map("".join))
def test_every_box_that_is_drawn_can_be_ticked_and_only_it_changes(source: str) -> None:
    drawn = re.findall(r'<input value="([^"]*)"', render(source))
    assert len(drawn) == len(set(drawn))
    for name in drawn:
        before = boxes_of(render(source))[1] or []
        text, lost = tick(source, {name: name not in before})
        after = boxes_of(render(text))[1] or []

        assert (lost, set(after) ^ set(before)) == ([], {name})


def test_more_boxes_than_anybody_ticks_stay_as_typed() -> None:
    html = render("- [ ] a\n" * 501)

    assert html.count("<input ") == 500
    assert html.count("<li>[ ] a</li>") == 1
