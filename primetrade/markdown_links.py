"""Links that Markdown doesn't make: of bare web addresses, and of images by their names, because none is loaded."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# The scheme has been read as text when the parser stops at the colon.
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?\Z", re.IGNORECASE)
_HOST = re.compile(r"://(?:[^\W_]|\[[0-9a-f:]+\])", re.IGNORECASE)
# What ends an address: spaces, brackets and quotation marks, and East Asian punctuation.
_PART = re.compile(
    r"""\\[!-/:-@\[-`{-~]|[()\[\]\\]|[^()\[\]\\\s\x00-\x1f\x7f<>"`\u2000-\u206f\u3000-\u303f\uff00-\uffef]+"""
)
_PAIRS = {")": "(", "]": "["}
# At its end these belong to the sentence, and stars, tildes and underscores to Markdown.
_TRAILING = "?!.,:;*_~'\\"


def install(markdown: MarkdownIt) -> None:
    """Make bare addresses links."""
    markdown.inline.ruler.after("text", "address", _address)


def link_images(children: list[Token]) -> list[Token]:
    """The tokens of a text with a link, or its name within a link, in place of each image."""
    linked: list[Token] = []
    within = 0
    for token in children:
        within += token.nesting if token.type in ("link_open", "link_close") else 0
        linked += _image(token, linked=bool(within)) if token.type == "image" else [token]
    return linked


def _image(token: Token, *, linked: bool) -> list[Token]:
    address = str(token.attrGet("src") or "")
    if linked or not address.lower().startswith(("http://", "https://")):
        return [_text(token.content or address)]
    name = token.content.strip() or _file_name(address) or address
    attributes = dict(token.attrs)
    attributes["href"] = attributes.pop("src")
    return _link(attributes, name)  # sanitising keeps the title


def _file_name(address: str) -> str:
    """The last part of an address's path; "" if it has none."""
    try:
        return unquote(urlsplit(address).path.rpartition("/")[2])
    except ValueError:
        return ""


def _address(state: StateInline, silent: bool) -> bool:
    """A bare address. Looks at each of its characters once."""
    at = state.pos
    scheme = _SCHEME.search(state.src, max(0, at - 6), at) if state.src[at] == ":" else None
    if scheme is None or state.linkLevel or not _HOST.match(state.src, at, state.posMax):
        return False
    end = _end(state.src, at, state.posMax)
    written = unescapeAll(state.src[scheme.start() : end])
    address = state.md.normalizeLink(written)
    if not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending.removesuffix(scheme[0])
        for token in _link({"href": address}, written):
            pushed = state.push(token.type, token.tag, token.nesting)
            pushed.attrs, pushed.content = token.attrs, token.content
    state.pos = end
    return True


def _end(source: str, start: int, most: int) -> int:
    """The end of the address whose colon is at `start`: before a bracket that it did not open or a final stop."""
    end, opened = start, {"(": 0, "[": 0}
    while part := _PART.match(source, end, most):
        sign = part[0][-1] if len(part[0]) < 3 else ""  # a bracket, escaped or not
        if sign in opened:
            opened[sign] += 1
        elif sign in _PAIRS:
            if not opened[_PAIRS[sign]]:
                break
            opened[_PAIRS[sign]] -= 1
        end = part.end()
    while source[end - 1] in _TRAILING:
        end -= 1
    return end


def _link(attributes: dict[str, str | int | float], name: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs=attributes), _text(name), Token("link_close", "a", -1)]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
