"""Markdown reads as people write it: line breaks, bare addresses, images."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.markdown import render

pytestmark = pytest.mark.any_database

# What is written, and what it reads as: `{address}` stands for a link that shows its own address, `{words|address}` for
# one that shows words.
READS = [
    # line breaks
    ("first line\nsecond line", "<p>first line<br>second line</p>"),
    ("two spaces  \nor a backslash\\\nbreak once", "<p>two spaces<br>or a backslash<br>break once</p>"),
    ("> a quote\n> of two lines", "<blockquote><p>a quote<br>of two lines</p></blockquote>"),
    ("- an item\n  of two lines", "<ul><li>an item<br>of two lines</li></ul>"),
    ("`code\nof two lines`", "<p><code>code of two lines</code></p>"),
    ("a\n\nb", "<p>a</p><p>b</p>"),
    # bare addresses
    ("https://example.org/wiki/Name_(word)", "<p>{https://example.org/wiki/Name_(word)}</p>"),
    ("http://example.org/src/_part_/file.js", "<p>{http://example.org/src/_part_/file.js}</p>"),
    ("https://example.org/__init__.py*a*~~b", "<p>{https://example.org/__init__.py*a*~~b}</p>"),
    ("See https://example.org/a, then go.", "<p>See {https://example.org/a}, then go.</p>"),
    ("(see https://example.org/a_(b)_c).", "<p>(see {https://example.org/a_(b)_c}).</p>"),
    ("[https://example.org/a]", "<p>[{https://example.org/a}]</p>"),
    ("“https://example.org/a” 'https://example.org/b'", "<p>“{https://example.org/a}” '{https://example.org/b}'</p>"),
    ("看https://example.org/a。好", "<p>看{https://example.org/a}。好</p>"),
    (
        "**https://example.org**: *https://example.org/*",
        "<p><strong>{https://example.org}</strong>: <em>{https://example.org/}</em></p>",
    ),
    ("https://example.org/?a=1&copy=2#top", "<p>{https://example.org/?a=1&amp;copy=2#top}</p>"),
    (r"https://example.org/\_a\_/\(b\)", "<p>{https://example.org/_a_/(b)}</p>"),
    ("https://example.org/é", "<p>{https://example.org/é|https://example.org/%C3%A9}</p>"),
    ("http://localhost:8000 http://[::1]:80/", "<p>{http://localhost:8000} {http://[::1]:80/}</p>"),
    ("HTTPS://EXAMPLE.ORG/A", "<p>{HTTPS://EXAMPLE.ORG/A}</p>"),
    ("# https://example.org", "<h2>{https://example.org}</h2>"),
    ("[a https://example.org/b](https://example.org/c)", "<p>{a https://example.org/b|https://example.org/c}</p>"),
    ("<https://example.org/a b>", "<p>&lt;{https://example.org/a} b&gt;</p>"),
    ("`https://example.org`", "<p><code>https://example.org</code></p>"),
    (r"https\://example.org", "<p>https://example.org</p>"),
    ("xhttps://example.org http:// http://-", "<p>xhttps://example.org http:// http://-</p>"),
    ("README.md www.example.org ann@example.org", "<p>README.md www.example.org ann@example.org</p>"),
    # images
    ("![a chart](https://example.org/c.png)", "<p>{a chart|https://example.org/c.png}</p>"),
    ("![](https://example.org/a/my%20c.png?d=1)", "<p>{my c.png|https://example.org/a/my%20c.png?d=1}</p>"),
    ("![](https://example.org)", "<p>{https://example.org}</p>"),
    ("![https://example.org/a](https://example.org/c.png)", "<p>{https://example.org/a|https://example.org/c.png}</p>"),
    ("[![logo](https://example.org/l.png) Home](https://example.org)", "<p>{logo Home|https://example.org}</p>"),
    ("![a chart](c.png) ![b](data:image/png;base64,AA)", "<p>a chart b</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "reads"), READS, ids=[written for written, _ in READS])
def test_it_reads_as_it_was_meant(written: str, reads: str) -> None:
    html = render(written).replace("<code>code\n", "<code>code ").replace("\n", "")

    assert html == _with_links(reads)


@given(st.text(alphabet="ahtps:/.,_*()[]\\ \n!<&;é", max_size=40).map(lambda rest: f"https://a.b/{rest}"))
def test_an_address_is_one_link_to_where_it_says_whatever_follows_it(written: str) -> None:
    html = render(written)

    assert html.startswith('<p><a href="https://a.b')
    assert html.count("<a ") == html.count("</a>") == html.count(' rel="noopener noreferrer nofollow ugc"')
    assert not re.search(r"<a [^>]*>[^<]*<a ", html)
    assert "href" in html.partition(">")[2]


def _with_links(reads: str) -> str:
    """The HTML that the table's short form stands for."""

    def link(match: re.Match[str]) -> str:
        words, _, address = match[1].partition("|")
        return f'<a href="{address or words}" rel="noopener noreferrer nofollow ugc">{words}</a>'

    return re.sub(r"\{([^}]*)\}", link, reads)
