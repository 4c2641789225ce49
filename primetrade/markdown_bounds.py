"""Limits on the cost of rendering one Markdown document: what exceeds them stays plain text, the rest is rendered.

Tested with every construct, and pairs of them, at the largest size of a text (tests/security/).
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# For each "[" the parser looks at all signs of the paragraph to find its end: brackets × signs, over all paragraphs.
# The limit is enough for 300 links in one paragraph, and for any number in a list.
_LOOKS_LIMIT = 400_000
_SIGN = re.compile(r"[\n!#$%&*+:<=>@\[\\\]^_`{}~-]")  # where the parser stops to look
# The parser pads short rows to the width of the header. It limits this per table; we limit cells per document.
_tables: Any = import_module("markdown_it.rules_block.table")
_tables.MAX_AUTOCOMPLETED_CELLS = 1_000
_CELLS_LIMIT = 4_000
# The parser looks at each line below a quote or list once for each level that the line may continue.
_LEVELS_LIMIT = 40_000
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))+", re.MULTILINE)
_MARKER = re.compile(r"[>*+.)-]")


# The parser drops what is nested deeper than its own limit of 20; a list in a list is two levels.
_DEEPEST = 18


def install(markdown: MarkdownIt) -> None:
    """Replace the parser's rules with the bounded ones."""
    markdown.core.ruler.at("inline", _inline)
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.before("table", "deep", _deep)


def too_deep(source: str) -> bool:
    """Whether nesting of quotes and lists × lines exceeds the limit for parsing."""
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
    """Show the rest of a too deeply nested list or quote as it was typed."""
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
