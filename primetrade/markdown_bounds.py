"""Limits on the cost of rendering one Markdown document: parts that exceed one stay plain text.

tests/security/ tests every construct and every pair of them at a text's largest size.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# For each "[" the parser looks at all special characters in the paragraph to find the end of the link. The limit is on
# the sum, over all paragraphs, of brackets × special characters: enough for 300 links in one paragraph, or any number
# in a list.
_LOOKS_LIMIT = 400_000
_SIGN = re.compile(r"[\n!#$%&*+:<=>@\[\\\]^_`{}~-]")  # where the parser stops to look
# The parser pads short rows to the header's width, and limits this per table. We limit the cells of a document.
_tables: Any = import_module("markdown_it.rules_block.table")
_tables.MAX_AUTOCOMPLETED_CELLS = 1_000
_CELLS_LIMIT = 4_000
# The parser looks at each line in or after a quote or list once per level of nesting that the line might continue.
_LEVELS_LIMIT = 40_000
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))+", re.MULTILINE)
_MARKER = re.compile(r"[>*+.)-]")


# The parser drops what is nested deeper than maxNesting (20); a list within a list adds two levels.
_DEEPEST = 18


def install(markdown: MarkdownIt) -> None:
    """Replace the parser's rules with the bounded ones."""
    markdown.core.ruler.at("inline", _inline)
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.before("table", "deep", _deep)


def too_deep(source: str) -> bool:
    """Whether depth of nesting × number of lines is too costly to parse."""
    deepest = max((len(_MARKER.findall(match[0])) for match in _MARKERS.finditer(source)), default=0)
    return deepest * source.count("\n") > _LEVELS_LIMIT


def _inline(state: StateCore) -> None:
    looks = 0
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        here = token.content.count("[") * len(_SIGN.findall(token.content)) if "[" in token.content else 0
        if looks + here > _LOOKS_LIMIT:
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            looks += here
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _deep(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Show what is nested too deeply in lists or quotes as it was typed."""
    if silent or state.level < _DEEPEST:
        return False
    after = first
    while after < end and (state.isEmpty(after) or state.sCount[after] >= state.blkIndent):
        after += 1
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(first, after, state.blkIndent, False) + "\n"
    state.line = after
    return True


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    if state.env.get("cells", 0) > _CELLS_LIMIT:
        return False
    before = len(state.tokens)
    is_table = table(state, first, end, silent)
    cells = sum(token.type in ("th_open", "td_open") for token in state.tokens[before:])
    state.env["cells"] = state.env.get("cells", 0) + cells
    return is_table
