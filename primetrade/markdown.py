"""Markdown to safe HTML: rendered, then sanitised, on output only. The source is what is stored."""

from __future__ import annotations

import hashlib
from importlib import import_module

import nh3
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Headings start below the page's own; remote pictures would tell others who reads (they become links).
_TAGS = {"p", "br", "hr", "h2", "h3", "h4", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
         "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
# Short rows are filled up to the width of the header: 65,536 cells by default, which take a second and 700 kB.
import_module("markdown_it.rules_block.table").MAX_AUTOCOMPLETED_CELLS = 1_000  # type: ignore[attr-defined]
_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
# Each "[" is looked for its end to the end of the paragraph: 20 kB of them take a third of a second.
_BRACKETS_LIMIT = 300
_WIDE = {
    "<pre>": '<pre tabindex="0">',
    "<table>": '<div class="prose__wide" tabindex="0"><table>',
    "</table>": "</table></div>",
}
_WEEK_SECONDS = 7 * 24 * 3600
_RULES = "4"  # raise it when the rules change: cached renderings of the old ones are then left behind


def _inline(state: StateCore) -> None:
    """The parser's own rule, but a paragraph with more brackets than anybody writes stays plain text."""
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > _BRACKETS_LIMIT:
            token.children = [Token("text", "", 0, content=token.content)]
        elif token.type == "inline":
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


_markdown.core.ruler.at("inline", _inline)


def render(source: str) -> SafeString:
    """HTML of a Markdown source, safe to put on a page; kept by the hash of its content."""
    if not source:
        return SafeString("")
    key = f"markdown:{_RULES}:{hashlib.sha256(source.encode()).hexdigest()}"
    html: str | None = cache.get(key)
    if html is None:
        html = _sanitised(source)
        cache.set(key, html, _WEEK_SECONDS)
    return mark_safe(html)  # noqa: S308 (sanitised by nh3 just above)


def _sanitised(source: str) -> str:
    tokens = _markdown.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = {"h1": "h2", "h2": "h3"}.get(token.tag, "h4")
        for child in token.children or ():
            if child.type == "image":
                child.type, child.tag, child.content = "text", "", child.content or str(child.attrGet("src") or "")
    html = nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "th": set(), "td": set(), "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
        url_relative="deny",
    )
    return _scrollable(html)


def _scrollable(html: str) -> str:
    """What may be wider than the page scrolls by itself. Text holds no "<": what looks a tag, is one."""
    for found, put in _WIDE.items():
        html = html.replace(found, put)
    return html
