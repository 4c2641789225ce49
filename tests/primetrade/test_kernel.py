"""What every app stands on knows none of them: neither by an import nor by a name in a string."""

import ast
import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks.base import Task

from primetrade.jobs import schedule

KERNEL = settings.BASE_DIR / "primetrade"
APPS = "|".join(sorted({name.partition(".")[0] for name in settings.OWN_APPS} - {"primetrade"}))
NAMED = re.compile(rf"(?:{APPS})(?:\.\w+)*|.*\b(?:FROM|JOIN|INTO|UPDATE) \W?(?:{APPS})_\w+.*", re.DOTALL)
# Where a site is put together of its apps.
WIRING = ("settings/", "migrations/", "urls.py", "api/urls.py")


def test_the_kernel_names_no_app() -> None:
    wrong = [
        f"{path.relative_to(KERNEL)}:{line} {name}"
        for path in sorted(KERNEL.rglob("*.py"))
        if not path.relative_to(KERNEL).as_posix().startswith(WIRING)
        for line, name in _names(ast.parse(path.read_text()))
        if NAMED.fullmatch(name)
    ]
    assert wrong == []


def test_what_apps_plan_is_a_job() -> None:
    assert all(isinstance(import_string(kind), Task) for kind in schedule())
    assert {kind.partition(".")[0] for kind in schedule()} == {"primetrade", "accounts", "tasks"}


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What is imported, and every text, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
