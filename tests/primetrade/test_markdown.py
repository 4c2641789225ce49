"""Markdown becomes safe HTML and nothing else, in bounded time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from primetrade.markdown import _TAGS, render, shows_something

pytestmark = pytest.mark.any_database

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](\tjavascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "![x](https://evil.test/pixel.png)",
    "<a href='https://x' onclick='x' style='y'>z</a>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>'></iframe>",
    "[x](//evil.test)",
    "```<style>*{}</style>```",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_becomes_text(attack: str) -> None:
    html = render(attack)
    for forbidden in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        "<style",
        "<math",
        'href="javascript',
        'href="data',
        'href="//',
    ):
        assert forbidden not in html.lower()
    assert " onclick=" not in html.replace("&lt;", "")[: html.find(">") + 1]


def test_what_markdown_is_for_comes_out() -> None:
    html = render(
        "# Top\n\n**bold** `code` [link](https://example.org)\n\n- one\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n~~s~~"
    )
    for part in (
        "<h2>Top</h2>",
        "<strong>bold</strong>",
        "<code>code</code>",
        "<li>one</li>",
        "<td>1</td>",
        "<blockquote>",
        "<s>s</s>",
    ):
        assert part in html
    assert 'rel="noopener noreferrer nofollow ugc"' in html


def test_a_picture_from_elsewhere_is_not_loaded_but_named() -> None:
    assert "<img" not in render("![a chart](https://example.org/c.png)")
    assert "a chart" in render("![a chart](https://example.org/c.png)")


def test_a_paragraph_of_brackets_stays_text_and_the_others_do_not_suffer() -> None:
    html = render("[a](" * 301 + "\n\n[link](https://example.org)")
    assert html.count("<a ") == 1
    assert "[a](" * 301 in html


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_an_element_outside_the_list(source: str) -> None:
    import re

    tags = set(re.findall(r"<([a-z0-9]+)", render(source)))
    assert tags <= _TAGS


NESTED = {
    "quotes": "".join(f"{'> ' * depth}word{depth}x\n\n" for depth in range(1, 41)),
    "one line of quotes": "> " * 40 + "word1x",
    "lists": "".join(f"{'  ' * depth}- word{depth}x\n" for depth in range(40)) + "\nword99x",
    "numbered lists with paragraphs": "".join(
        f"{'   ' * depth}1. word{depth}x\n\n{'   ' * depth}   word{depth}y\n\n" for depth in range(30)
    ),
    "lists in quotes": "".join(f"{'> - ' * depth}word{depth}x\n" for depth in range(1, 30)) + "\n\nword99x",
    "code": "> " * 30 + "```\n" + "> " * 30 + "word1x\n\nword2x",
}


@pytest.mark.parametrize("source", list(NESTED.values()), ids=list(NESTED))
def test_what_is_nested_too_deeply_is_shown_as_it_was_typed(source: str) -> None:
    words = re.findall(r"word\d+\w", source)
    assert re.findall(r"word\d+\w", render(source)) == words


HIDDEN = [
    "#", "# \n## ", "# #", "[x]: y", "[x]: y\n'word'", "[x]:\nword\n", ">", "> >", "```\n```", "```python\n```",
    "![ ](x)", "[](https://example.org)", '[](x "\nword")', "[\u200b](https://example.org)", "| |\n|-|\n",
    "\u3164&nbsp;",
]  # fmt: skip
SHOWN = [
    "word", "é [a](b)", "# x", "> q", "`a`", "😀", "![](x)", "[x]", "[x]: y\nword", "<!-- -->", "<br>", "**", "\\",
    "``", "-", "+", "1.", "---",
]  # fmt: skip


@pytest.mark.parametrize("source", HIDDEN)
def test_what_shows_nothing_once_formatted_is_known(source: str) -> None:
    assert not shows_something(source)


@pytest.mark.parametrize("source", SHOWN)
def test_what_shows_a_word_or_a_sign_is_known(source: str) -> None:
    assert shows_something(source)


@given(st.text("ab #>[]():`|-\n", max_size=40))
def test_whatever_shows_something_has_words_or_signs_in_its_html(source: str) -> None:
    words = re.sub("<[^>]*>", "", render(source)).strip()
    assert shows_something(source) == bool(words or re.search("<(hr|li)", render(source)))
