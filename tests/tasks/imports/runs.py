"""Running imports in tests: from a board to what is in the workspace afterwards."""

from __future__ import annotations

from typing import Any

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.commands.imports import confirm_import, start_import
from tasks.imports import FORMATS
from tasks.models import Import, Task
from tests.tasks.imports.boards import encoded


def started(access: Access, board: dict[str, Any]) -> Import:
    """An import that waits for choices."""
    return start_import(access, items=FORMATS["trello"](encoded(board)), file_name="board.json").value


def imported(access: Access, board: dict[str, Any], **choices: Any) -> Import:
    """An import that has run to its end."""
    run = started(access, board)
    confirm_import(access, run=run.id, **choices)
    run_due()
    return Import.objects.of(access).get(id=run.id)


def task(access: Access, title: str) -> Task:
    """The one task of that title, in the trash or not."""
    return Task.objects.of(access).get(title=title)
