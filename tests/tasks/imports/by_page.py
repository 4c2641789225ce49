"""Imports by page: a file is sent, and what the preview proposes is confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.access import Access
from tasks.imports.models import Import
from tests.tasks.pages import address, client_of

BOARD = (Path(__file__).parents[3] / "static" / "samples" / "trello-board.json").read_bytes()


def upload(access: Access, content: bytes = BOARD, name: str = "board.json") -> Any:
    """The answer to a file."""
    return client_of(access).post(address(access, "import_new"), {"file": SimpleUploadedFile(name, content)})


def waiting(access: Access) -> Import:
    """An import that waits for choices."""
    upload(access)
    return Import.objects.of(access).latest("created_at")


def confirm(access: Access, run: Import, **choices: Any) -> Any:
    """The answer to the preview's form; without `choices` a new project is made."""
    values = {"into": "new", "project_name": "Harbour", **choices}
    return client_of(access).post(address(access, "import_run", run.id), values)
