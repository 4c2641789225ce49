"""docs/configuration.md says what the settings read, no more and no less."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from primetrade.management.commands.configuration import PATH, page
from primetrade.settings.environment import VARIABLES

pytestmark = pytest.mark.any_database


def test_the_page_is_what_the_settings_declare() -> None:
    assert PATH.read_text(encoding="utf-8") == page(), "run `.venv/bin/python manage.py configuration`"


def test_the_check_passes_while_the_page_is_up_to_date() -> None:
    call_command("configuration", "--check")


def test_every_variable_has_a_row() -> None:
    assert re.findall(r"^\| `(\w+)` \|", page(), re.MULTILINE) == [variable.name for variable in VARIABLES]


def test_the_settings_read_no_variable_that_is_not_declared() -> None:
    declared = {variable.name for variable in VARIABLES}
    for path in (settings.BASE_DIR / "primetrade" / "settings").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r'\bread\("(\w+)"\)', text)) <= declared
        assert "os.environ" not in text


def test_the_command_lines_that_it_names_run_from_a_clone(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"]}
    lines = re.findall(
        r"^    (?:PRIMETRADE_DATA=data )?\.venv/bin/python (manage\.py .+)$", PATH.read_text(), re.MULTILINE
    )
    assert [line.split()[1] for line in lines] == ["new_epoch", "configuration"]
    assert len(lines) == PATH.read_text().count("manage.py ")
    for line in (
        "manage.py migrate --verbosity 0",
        *(line.replace("configuration", "configuration --check") for line in lines),
    ):
        ran = subprocess.run(  # lines of our own page
            [sys.executable, *line.split()],
            cwd=settings.BASE_DIR,
            env=environment | {"PRIMETRADE_DATA": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
