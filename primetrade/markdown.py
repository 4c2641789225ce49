"""Markdown to safe HTML: rendered, then sanitised, on output only. The source is what is stored.

What a text may cost is bounded per document (markdown_bounds.py), what an answer may spend on many of them by a Budget.
"""

from __future__ import annotations

import hashlib
import html as entities
import re
import zlib
from collections.abc import Sequence

import nh3
from django.core.cache import cache
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from primetrade import markdown_bounds
from primetrade.text import is_seen

# Headings start below the page's own; remote pictures would tell others who reads (they become links).
_TAGS = {"p", "br", "hr", "h2", "h3", "h4", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
         "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
markdown_bounds.install(_markdown)
_WIDE = {
    "<pre>": '<pre tabindex="0">',
    "<table>": '<div class="prose__wide" tabindex="0"><table>',
    "</table>": "</table></div>",
}
_WEEK_SECONDS = 7 * 24 * 3600
_FAST = 1
_RULES = "7"  # raise it when the rules change: cached renderings of the old ones are then left behind
# Rendering takes 5 to 25 µs for a sign that may be markup, and next to nothing for letters.
_SIGN = re.compile(r"[^\w ]|_")
# As many as the largest text can hold: any one alone is rendered. 200 comments of two hundred words have fewer.
SIGNS_MOST = 20_000
# A line that begins with a letter is shown, unless it stands in the title or address of a link.
_LINE = re.compile(r"^\w", re.MULTILINE)
_DRAWN = re.compile("<(?:hr|li)")  # they show something without a word in them
# Who writes longer texts that show nothing means to. It is asked under a lock, and takes some milliseconds.
_ASKED_CHARACTERS = 1_000


class Budget:
    """What one answer may spend on rendering, in signs that may be markup; what is kept costs nothing."""

    def __init__(self) -> None:
        self._left = SIGNS_MOST

    def spend(self, source: str) -> bool:
        """Whether there is enough left for a source; the first one always has."""
        signs = len(_SIGN.findall(source))
        if signs > self._left and self._left < SIGNS_MOST:
            return False
        self._left -= signs
        return True


def render(source: str) -> SafeString:
    """HTML of a Markdown source, safe to put on a page; kept by the hash of its content."""
    return render_all([source], Budget())[0] or SafeString("")


def render_all(sources: Sequence[str], budget: Budget) -> list[SafeString | None]:
    """HTML of each source, in order; None for those that the budget has nothing left for. The cache is asked once."""
    keys = [_key(source) for source in sources]
    kept: dict[str, bytes] = cache.get_many({key for key, source in zip(keys, sources, strict=True) if source})
    html = {key: zlib.decompress(small).decode() for key, small in kept.items()}
    made: dict[str, bytes] = {}
    for key, source in zip(keys, sources, strict=True):
        if source and key not in html and budget.spend(source):
            html[key] = _sanitised(source)
            made[key] = zlib.compress(html[key].encode(), _FAST)  # tags compress: else some would be ten times as large
    if made:
        cache.set_many(made, _WEEK_SECONDS)
    return [
        SafeString("") if not source else mark_safe(html[key]) if key in html else None  # noqa: S308 (sanitised by nh3)
        for key, source in zip(keys, sources, strict=True)
    ]


def shows_something(source: str) -> bool:
    """Whether there is anything to see once a source is rendered: not of `#`, nor of `[a]: b`."""
    begins_with_a_letter = any(is_seen(first) for first in _LINE.findall(source[:_ASKED_CHARACTERS]))
    if len(source) > _ASKED_CHARACTERS or (begins_with_a_letter and "]" not in source):
        return True
    html = _sanitised(source)
    return bool(_DRAWN.search(html)) or is_seen(entities.unescape(nh3.clean(html, tags=set())))


def _key(source: str) -> str:
    return f"markdown:{_RULES}:{hashlib.sha256(source.encode()).hexdigest()}"


def _sanitised(source: str) -> str:
    if markdown_bounds.too_deep(source):
        return str(linebreaks(source, autoescape=True))
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
    """Let tables and code blocks scroll by themselves. Sanitised text holds no bare "<", so these are always tags."""
    for tag, scrollable in _WIDE.items():
        html = html.replace(tag, scrollable)
    return html
