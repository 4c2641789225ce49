"""Templates that people can read: `python -m tests.markup` names each line at fault by its file and number.

A line has at most 120 characters. `{# … #}` ends on its line: over two lines it is no comment and is served to people.
A message is whole, so that it can be translated: no word is made of a value or a condition and an ending.
What an input takes is told once, by the field of its form or the declaration of its field: `{% bounds "title" %}`. A
limit in a sentence, too: `{% limit "days_in_trash" %} days`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "templates"
CHARACTERS_MOST = 120
# `|pluralize`, `{{ kind }}s`, `{% if many %}s{% endif %}` and `task{% if many %}s`.
GLUED = re.compile(
    r"\|pluralize\b|\}\}[^\W\d_]|%\}(?:s|es|ies|y)(?=\{%|\b[^\w\"'=-])|[^\W\d_]\{% (?:el)?if [^%]*%\}[^\W\d_]"
)

# An attribute with a value of its own. `max=100` without quotes is an input of a component, such as a progress bar.
BOUND = re.compile(r"""(?<![\w-])(?:(?:(?:max|min)length|pattern)=["']?|(?:min|max)=["'])(?!["'{])""")

LIMIT = re.compile(r"\b(?:\d+ (?:days(?! ago)|hours|kB|MB|characters)|thirty)\b")


def faults(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a template that are at fault, by number, and what is wrong with them."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > CHARACTERS_MOST:
            yield number, f"{len(line)} characters, {CHARACTERS_MOST} at most: break at attributes or elements"
        if line.rfind("{#") > line.rfind("#}"):
            yield number, "a comment of more than one line is served: write {% comment %} … {% endcomment %}"
        if GLUED.search(line):
            yield number, "a word is glued to a value: write one whole message for one and one for many"
        if BOUND.search(line):
            yield number, "a bound is copied: take it from the form's field, {% bounds %} or the context"
        if LIMIT.search(line):
            yield number, "a limit is copied: take it from {% limit %} or the context"


def main() -> int:
    """1 when something is wrong, and every fault on a line of its own."""
    lines = [
        f"{path.relative_to(TEMPLATES.parent)}:{number}: {words}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, words in faults(path.read_text())
    ]
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
