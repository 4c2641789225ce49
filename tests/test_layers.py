"""What views and endpoints leave to queries and commands; import-linter sees imports alone."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

TABLES = re.compile(r"\b(FROM|JOIN|INTO|UPDATE)\s+(tasks|accounts|primetrade|imports)_\w+")
DRAWING = ("views/*.py", "views.py", "api/*.py", "templatetags/*.py", "forms.py", "shell.py")


@pytest.mark.parametrize("app", [app for app in settings.OWN_APPS if app != "primetrade"])
def test_what_draws_asks_queries_and_commands_and_no_model(app: str) -> None:
    folder = Path(settings.BASE_DIR, *app.split("."))
    files = [file for pattern in (*DRAWING, *(["*.py"] if app == "dashboard" else [])) for file in folder.glob(pattern)]
    asking = [
        f"{file.relative_to(settings.BASE_DIR)}:{node.lineno}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if (isinstance(node, ast.Attribute) and node.attr in ("objects", "everywhere"))
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and TABLES.search(node.value))
    ]
    assert asking == []
