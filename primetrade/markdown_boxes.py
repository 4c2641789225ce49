"""Boxes: items of a list that begin with `[ ]` or `[x]`. They are drawn as checkboxes, and ticked in the source.

A box is found again in a text that others have changed: its name is made from the words on its line, how many such
lines come before it, and how many there are. Finding it looks at each line once, so it can be done under a lock.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# A line that may have a box. The parser decides whether it has: in code there are none.
_LINE = re.compile(r"^((?:[ \t]*(?:>|[-*+]|[0-9]{1,9}[.)]))+[ \t]+\[)([ xX])(?=\][ \t]+(\S.*)$)", re.MULTILINE)
_MARK = re.compile(r"\[[ xX]\][ \t]+")
# Further boxes of a text stay as typed: a box is twenty times as long in HTML.
_BOXES_LIMIT = 500
_HEARD = 200  # characters of a box's line that screen readers get as its label
_SHOWN = re.compile(r'<input [^>]*value="([^"]*)"[^>]*>')
_CHECKED, _DISABLED = ' checked=""', ' disabled=""'


@dataclass(frozen=True, slots=True)
class Box:
    """`at` is where the source has its mark, a space or x; `words` are what follows it on its line."""

    name: str
    words: str
    at: int
    ticked: bool


def install(markdown: MarkdownIt) -> None:
    """Draw boxes. What they become must still be sanitised, with ATTRIBUTES and SET_ATTRIBUTES."""
    markdown.core.ruler.before("inline", "boxes", _take_marks)
    markdown.core.ruler.after("inline", "draw_boxes", _draw)


# Every input is a disabled checkbox; `tickable` enables it.
ATTRIBUTES = {"value", "checked", "aria-label"}
SET_ATTRIBUTES = {"type": "checkbox", "class": "check", "name": "box", "disabled": ""}


def tickable(html: str) -> str:
    """Sanitised HTML with its boxes enabled."""
    return _SHOWN.sub(lambda tag: tag[0].replace(_DISABLED, ""), html)


def ticked_in(html: str) -> list[str]:
    """The names of the boxes that are ticked in sanitised HTML."""
    return [tag[1] for tag in _SHOWN.finditer(html) if _CHECKED in tag[0]]


def tick(source: str, wanted: Mapping[str, bool]) -> tuple[str, list[str]]:
    """The source with these boxes ticked or not, and the names of those that it doesn't have."""
    there = {box.name: box for box in boxes(source)}
    signs = list(source)
    for name in wanted.keys() & there.keys():
        if wanted[name] != there[name].ticked:
            signs[there[name].at] = "x" if wanted[name] else " "
    return "".join(signs), [name for name in wanted if name not in there]


def ticked_between(before: str, after: str) -> list[Box]:
    """The boxes that differ, as they are in `after`; none if anything else differs, too."""
    if len(before) != len(after) or _LINE.sub(r"\1 ", before) != _LINE.sub(r"\1 ", after):
        return []
    return [new for old, new in zip(boxes(before), boxes(after), strict=True) if old.ticked != new.ticked]


def merge_ticks(before: str, after: str, into: str) -> str | None:
    """`into` with what was ticked from `before` to `after`. None if more than boxes changed, or a box is not there."""
    ticks = {box.name: box.ticked for box in ticked_between(before, after)}
    text, lost = tick(into, ticks)
    return text if ticks and not lost else None


def boxes(source: str) -> list[Box]:
    """The lines of a source that may have a box, in order; in code they are not drawn as boxes."""
    matches = [(match, _digest(match[3].rstrip())) for match in _LINE.finditer(source)]
    in_all, so_far = Counter(digest for _, digest in matches), Counter[str]()
    listed = []
    for match, digest in matches:
        so_far[digest] += 1
        name = f"{digest}.{so_far[digest]}.{in_all[digest]}"
        listed.append(Box(name, match[3].rstrip(), match.start(2), match[2] != " "))
    return listed


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _take_marks(state: StateCore) -> None:
    """Remove the marks before the words are parsed."""
    by_line: dict[int, Box] | None = None
    left = _BOXES_LIMIT
    for place in range(2, len(state.tokens)):
        item, paragraph, words = state.tokens[place - 2 : place + 1]
        if words.type != "inline" or paragraph.type != "paragraph_open" or item.type != "list_item_open":
            continue
        mark = _MARK.match(words.content)
        if mark is None or not words.map or not left:
            continue
        by_line = _by_line(state.src) if by_line is None else by_line
        box = by_line.get(words.map[0])
        if box:
            words.content = words.content[mark.end() :]
            words.meta["box"] = box
            left -= 1


def _by_line(source: str) -> dict[int, Box]:
    by_line = {}
    line, at = 0, 0
    for box in boxes(source):
        line, at = line + source.count("\n", at, box.at), box.at
        by_line[line] = box
    return by_line


def _draw(state: StateCore) -> None:
    for token in state.tokens:
        box: Box | None = token.meta.get("box")
        if box:
            children = token.children or []
            label = escape(_first_line(children) or token.content[:_HEARD])
            checked = " checked" if box.ticked else ""
            html = f'<input value="{box.name}" aria-label="{label}"{checked}>'
            token.children = [Token("html_inline", "", 0, content=html), *children]


def _first_line(children: list[Token]) -> str:
    """The label of a box for screen readers: the words on its line."""
    words = ""
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            break
        words += token.content
    return words.strip()[:_HEARD]
