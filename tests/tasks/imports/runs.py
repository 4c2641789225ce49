"""Running imports in tests: from a board to what is in the workspace afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.access import Access
from primetrade.commands import Outcome
from primetrade.jobs import run_due
from tasks.imports.commands.runs import confirm_import, start_import
from tasks.imports.formats import FORMATS
from tasks.imports.items import Items, pack
from tasks.imports.models import Import
from tasks.imports.queries.runs import waiting_items
from tasks.models import Project, Task
from tests.tasks.imports.boards import encoded

FIRST_PROJECT = "Getting started"


def started(access: Access, board: dict[str, Any]) -> Import:
    """An import that waits for choices."""
    return begun(access, FORMATS["trello"].read(encoded(board)))


def begun(access: Access, items: Items) -> Import:
    """The same, of what was read."""
    return start_import(access, items=items, packed=pack(items), file_name="board.json").value


def confirm(access: Access, *, run: UUID, **choices: Any) -> Outcome[Import]:
    """Confirm a run as pages and the API do."""
    return confirm_import(access, run=run, items=waiting_items(access, run), **choices)


def imported(access: Access, board: dict[str, Any], **choices: Any) -> Import:
    """An import that has run to its end."""
    run = started(access, board)
    confirm(access, run=run.id, **choices)
    run_due()
    return Import.objects.of(access).get(id=run.id)


def task(access: Access, title: str) -> Task:
    """The one task of that title, in the trash or not."""
    return Task.objects.of(access).get(title=title)


def live(access: Access) -> set[str]:
    """The titles of all imported tasks that can be seen."""
    rows = Task.objects.of(access).filter(deleted_at=None, project__deleted_at=None, external_id__gt="")
    return set(rows.values_list("title", flat=True))


def projects(access: Access) -> set[UUID]:
    """The projects that are not in the trash, without those every workspace begins with."""
    rows = Project.objects.of(access).filter(deleted_at=None, is_inbox=False).exclude(name=FIRST_PROJECT)
    return set(rows.values_list("id", flat=True))
