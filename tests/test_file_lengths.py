"""Files stay short enough to be read from top to bottom: 350 lines at most, and of Python half of them below 60."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from django.conf import settings

LINES_MOST = 350
HALF_BELOW, NINE_TENTHS_BELOW = 60, 180
APPS = ("primetrade", "accounts", "tasks", "dashboard")
OWN = (*APPS, "templates", "static/css", "static/js", "tests")


def _lengths(folder: str, *suffixes: str) -> Iterator[tuple[Path, int]]:
    for path in (settings.BASE_DIR / folder).rglob("*.*"):
        if path.suffix in suffixes and "migrations" not in path.parts:
            yield path, path.read_text().count("\n")


@pytest.mark.any_database
@pytest.mark.parametrize("folder", OWN)
def test_no_file_is_longer_than_can_be_read(folder: str) -> None:
    lengths = dict(_lengths(folder, ".py", ".html", ".txt", ".css", ".js"))
    assert lengths
    too_long = {path.name: lines for path, lines in lengths.items() if lines > LINES_MOST}
    assert too_long == {}


@pytest.mark.any_database
def test_most_python_files_are_short() -> None:
    lengths = [lines for app in APPS for _, lines in _lengths(app, ".py")]
    assert median(lengths) < HALF_BELOW
    assert quantiles(lengths, n=10)[-1] < NINE_TENTHS_BELOW
