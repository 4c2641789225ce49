"""Templates that people can read: `python -m tests.markup` names each line at fault by its file and number.

A line has at most 120 characters. `{# … #}` ends on its line: over two lines it is no comment and is served to people.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "templates"
CHARACTERS_MOST = 120


def faults(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a template that are at fault, by number, and what is wrong with them."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > CHARACTERS_MOST:
            yield number, f"{len(line)} characters, {CHARACTERS_MOST} at most: break at attributes or elements"
        if line.rfind("{#") > line.rfind("#}"):
            yield number, "a comment of more than one line is served: write {% comment %} … {% endcomment %}"


def main() -> int:
    """1 when something is wrong, and every fault on a line of its own."""
    found = [
        f"{path.relative_to(TEMPLATES.parent)}:{number}: {words}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, words in faults(path.read_text())
    ]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
