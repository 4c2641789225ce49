"""Rows of tasks for templates: each with the URL of its page."""

from __future__ import annotations

from typing import TypeVar

from django.urls import reverse

from accounts.access import Access
from tasks.queries.detail import FullTask
from tasks.queries.lessons import ListedLesson
from tasks.queries.sql.task_rows import ListedTask

Row = TypeVar("Row", ListedTask, FullTask, ListedLesson)

# The `fragment` that a form in a list or board sends → the template that draws its task.
ITEM_TEMPLATES = {"row": "components/task_row.html", "card": "components/task_card.html"}
_ANY = "AA-1"


def with_urls(access: Access, rows: list[Row]) -> list[Row]:
    """The same rows, each with its `url`."""
    before = reverse("task", args=[access.workspace.slug, _ANY]).removesuffix(_ANY)
    for row in rows:
        row["url"] = before + row["key"]
    return rows
