"""Text from a file, made fit for tasks: cleaned, cut to our limits, and escaped for Markdown.

What a form refuses (control characters, bidirectional overrides, halves of characters) is taken out here and
counted, because nobody can mend an export by hand.
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
    """Cleans the texts of one file and counts what it had to change, by kind."""

    def __init__(self) -> None:
        self.changed: Counter[str] = Counter()

    def line(self, text: str, limit: int = NAME_LIMIT) -> str:
        """A text of one line, at most `limit` characters."""
        line = " ".join(self._clean(text).split())
        if len(line) > limit:
            self.changed["names"] += 1
            line = line[: limit - 1].rstrip() + "…"
        return line

    def title(self, text: str) -> tuple[str, str]:
        """A title of at most `TITLE_LIMIT`, and the rest that did not fit."""
        title = " ".join(self._clean(text).split())
        if len(title) <= TITLE_LIMIT:
            return title, ""
        self.changed["titles"] += 1
        return title[: TITLE_LIMIT - 1] + "…", "…" + title[TITLE_LIMIT - 1 :]

    def block(self, text: str) -> str:
        """A text of several lines, not yet cut."""
        return self._clean(text).strip()

    def cut(self, text: str, kind: str, tail: str = "") -> str:
        """`text` and `tail` within `MARKDOWN_BYTES` of UTF-8; what is over goes from the end of each and is counted."""
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
    """A plain text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def link(name: str, url: str) -> str:
    """A Markdown link; only the name where the address is not one of the web."""
    if not is_web_address(url):
        return escaped(name)
    return f"[{escaped(name)}](<{quote(url, safe=_URL_SAFE)}>)"


def is_web_address(url: str) -> bool:
    """Whether this is an http or https address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


_URL_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def _within(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore") if len(text.encode()) > size else text


def some_names(names: Sequence[str]) -> str:
    """The first names in quotes, and how many more there are."""
    some = ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN])
    return some if len(names) <= NAMES_SHOWN else f"{some} and {len(names) - NAMES_SHOWN:,} more"
