"""Prepares text from a file for tasks: cleans it, cuts it to our limits, and escapes it for Markdown.

What a form would refuse (control characters, bidirectional overrides, lone surrogates) is removed here and counted,
because nobody can fix an export by hand.
"""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from primetrade.text import MARKDOWN_BYTES, NAME_LIMIT, TITLE_LIMIT, has_many_marks, normalized, without_unseen

NAMES_SHOWN = 5
CUT_MARK = "\n\n*(cut here by the import)*"

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


class Cleaner:
    """Cleans the texts of one file; `changed` counts the texts it altered, by kind."""

    def __init__(self) -> None:
        self.changed: Counter[str] = Counter()

    def line(self, text: str, limit: int = NAME_LIMIT) -> str:
        """The text on one line, cut to `limit` characters."""
        line = " ".join(self._clean(text).split())
        if len(line) > limit:
            self.changed["names"] += 1
            line = line[: limit - 1].rstrip() + "…"
        return line

    def title(self, text: str) -> tuple[str, str]:
        """A title of at most `TITLE_LIMIT` characters, and the rest that did not fit."""
        title = " ".join(self._clean(text).split())
        if len(title) <= TITLE_LIMIT:
            return title, ""
        self.changed["titles"] += 1
        return title[: TITLE_LIMIT - 1] + "…", "…" + title[TITLE_LIMIT - 1 :]

    def block(self, text: str) -> str:
        """A multi-line text, not yet cut."""
        return self._clean(text).strip()

    def cut(self, text: str, kind: str, tail: str = "") -> str:
        """`text` and `tail` within `MARKDOWN_BYTES` of UTF-8: each is cut at its end if needed, counted as `kind`."""
        whole = f"{text}\n\n{tail}".strip() if tail else text
        if len(whole.encode()) <= MARKDOWN_BYTES:
            return whole
        self.changed[kind] += 1
        tail = _within(tail, MARKDOWN_BYTES // 2)
        room = MARKDOWN_BYTES - len(tail.encode()) - len(CUT_MARK) - 2
        return f"{_within(text, room)}{CUT_MARK}\n\n{tail}".strip()

    def _clean(self, text: str) -> str:
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        seen = without_unseen(lines)
        if has_many_marks(lines) or seen not in (lines, normalized("NFC", lines)):
            self.changed["characters"] += 1
        return seen


def escaped(text: str) -> str:
    """Plain text escaped so that Markdown shows it unchanged."""
    return _MARKDOWN.sub(r"\\\1", text)


def link(name: str, url: str) -> str:
    """A Markdown link; only the name unless `url` is a web address."""
    if not is_web_address(url):
        return escaped(name)
    return f"[{escaped(name)}](<{quote(url, safe=_URL_SAFE)}>)"


def is_web_address(url: str) -> bool:
    """Whether this is an http or https URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


_URL_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def _within(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore") if len(text.encode()) > size else text


def some_names(names: Sequence[str]) -> str:
    """The first names in quotes, and the number of the others."""
    some = ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN])
    return some if len(names) <= NAMES_SHOWN else f"{some} and {len(names) - NAMES_SHOWN:,} more"
