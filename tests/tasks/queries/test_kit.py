"""No query takes another one's inside. That the kit knows no query is a contract of import-linter (pyproject.toml)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dashboard
import tasks.queries

ROOTS = [Path(*package.__path__) for package in (tasks.queries, dashboard)]


def test_no_query_uses_the_private_names_of_another() -> None:
    files = [path for root in ROOTS for path in sorted(root.rglob("*.py"))]

    used = {f"{path.name}: {name}" for path in files for name in _private(ast.parse(path.read_text()))}

    assert len(files) > 30
    assert used == set()


def _private(tree: ast.Module) -> Iterator[str]:
    """Private names that a module imports, or takes from a module that it imports."""
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.asname or alias.name for node in imported for alias in node.names}
    yield from (name for name in names if name.startswith("_"))
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=attribute):
                if module in names and attribute.startswith("_") and attribute != "_meta":  # Django's public name
                    yield f"{module}.{attribute}"
