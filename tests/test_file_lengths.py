"""Files stay short enough to be read from top to bottom: 350 lines at most."""

import pytest
from django.conf import settings

LINES_MOST = 350
OWN = ("primetrade", "accounts", "tasks", "dashboard", "templates", "static/css", "static/js", "tests")


@pytest.mark.any_database
@pytest.mark.parametrize("folder", OWN)
def test_no_file_is_longer_than_can_be_read(folder: str) -> None:
    lengths = {
        path.relative_to(settings.BASE_DIR).as_posix(): path.read_text().count("\n")
        for path in (settings.BASE_DIR / folder).rglob("*.*")
        if path.suffix in {".py", ".html", ".txt", ".css", ".js"} and "migrations" not in path.parts
    }
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > LINES_MOST} == {}
