"""Turns Markdown into safe HTML, rendered and then sanitised. The source is stored, never the HTML.

markdown_bounds.py limits the cost of one document, a Budget that of all documents in one response.
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

from primetrade import markdown_bounds, markdown_boxes, markdown_links
from primetrade.text import is_seen

# Headings start at h2: h1 is the page's own. No images: loading one would tell its host who is reading the page.
_TAGS = {"p", "br", "hr", "h2", "h3", "h4", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
         "table", "thead", "tbody", "tr", "th", "td", "input"}  # fmt: skip
_OPTIONS = {"html": False, "breaks": True, "maxNesting": 20}
_markdown = MarkdownIt("commonmark", _OPTIONS).enable(["table", "strikethrough"])
markdown_bounds.install(_markdown)
markdown_links.install(_markdown)
markdown_boxes.install(_markdown)
_WIDE = {
    "<pre>": '<pre tabindex="0">',
    "<table>": '<div class="prose__wide" tabindex="0"><table>',
    "</table>": "</table></div>",
}
_WEEK_SECONDS = 7 * 24 * 3600
_FAST = 1
_RULES = "9"  # change this with the rules, so that HTML cached under the old ones is not used
# Rendering takes 5 to 25 µs for each character that may be markup, and next to nothing for letters.
_SIGN = re.compile(r"[^\w ]|_")
# As many as the longest text can have, so any single text gets rendered. 200 comments of 200 words have fewer.
SIGNS_LIMIT = 20_000
# A line that begins with a letter is visible unless it is part of a link's title or address.
_LINE = re.compile(r"^\w", re.MULTILINE)
_VISIBLE_TAG = re.compile("<(?:hr|li)")  # visible even without text
# Longer texts are not checked: nobody writes an invisible one by mistake, and checking takes milliseconds under a lock.
_CHECKED_CHARACTERS = 1_000


class Budget:
    """What one response may spend on rendering, in characters that may be markup; cached HTML costs nothing."""

    def __init__(self) -> None:
        self._left = SIGNS_LIMIT

    def spend(self, source: str) -> bool:
        """Spend a source's cost; False if too little is left. The first source always passes."""
        signs = len(_SIGN.findall(source))
        if signs > self._left and self._left < SIGNS_LIMIT:
            return False
        self._left -= signs
        return True


def render(source: str) -> SafeString:
    """The HTML of a Markdown source, safe to put on a page; cached by the source's hash."""
    return render_all([source], Budget())[0] or SafeString("")


def render_all(sources: Sequence[str], budget: Budget) -> list[SafeString | None]:
    """The HTML of each source, in order; None for sources beyond the budget. Reads the cache once."""
    keys = [_key(source) for source in sources]
    cached: dict[str, bytes] = cache.get_many({key for key, source in zip(keys, sources, strict=True) if source})
    html = {key: zlib.decompress(small).decode() for key, small in cached.items()}
    rendered: dict[str, bytes] = {}
    for key, source in zip(keys, sources, strict=True):
        if source and key not in html and budget.spend(source):
            html[key] = _sanitised(source)
            rendered[key] = zlib.compress(html[key].encode(), _FAST)  # tags compress well, up to tenfold
    if rendered:
        cache.set_many(rendered, _WEEK_SECONDS)
    return [
        SafeString("") if not source else mark_safe(html[key]) if key in html else None  # noqa: S308 (sanitised by nh3)
        for key, source in zip(keys, sources, strict=True)
    ]


def boxes_of(html: SafeString) -> tuple[SafeString, list[str] | None]:
    """Rendered HTML with boxes that can be ticked, and the names of those that are; None if it has no boxes."""
    if "<input" not in html:
        return html, None
    return mark_safe(markdown_boxes.tickable(html)), markdown_boxes.ticked_in(html)  # noqa: S308 (sanitised by nh3)


def shows_something(source: str) -> bool:
    """Whether a source shows anything once rendered: `#` and `[a]: b` do not."""
    begins_with_a_letter = any(is_seen(first) for first in _LINE.findall(source[:_CHECKED_CHARACTERS]))
    if len(source) > _CHECKED_CHARACTERS or (begins_with_a_letter and "]" not in source):
        return True
    html = _sanitised(source)
    return bool(_VISIBLE_TAG.search(html)) or is_seen(entities.unescape(nh3.clean(html, tags=set())))


def _key(source: str) -> str:
    return f"markdown:{_RULES}:{hashlib.sha256(source.encode()).hexdigest()}"


def _sanitised(source: str) -> str:
    if markdown_bounds.too_deep(source):
        return str(linebreaks(source, autoescape=True))
    tokens = _markdown.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = {"h1": "h2", "h2": "h3"}.get(token.tag, "h4")
        if token.children and any(child.type == "image" for child in token.children):
            token.children = markdown_links.link_images(token.children)
    html = nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=_TAGS,
        attributes={
            "a": {"href", "title"},
            "th": set(),
            "td": set(),
            "ol": {"start"},
            "input": markdown_boxes.ATTRIBUTES,
        },
        set_tag_attribute_values={"input": markdown_boxes.SET_ATTRIBUTES},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
        url_relative="deny",
    )
    return _scrollable(html)


def _scrollable(html: str) -> str:
    """Make wide tables and code blocks scroll. Sanitised text has no bare "<", so every match is a tag."""
    for tag, scrollable in _WIDE.items():
        html = html.replace(tag, scrollable)
    return html
