"""Rows of tasks as the templates draw them: each with the address of its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.access import Access

# How a form asks for a task in the place where it stands, and what draws it there.
LINES = {"row": "components/task_row.html", "card": "components/task_card.html"}
_ANY = "AA-1"


def with_urls(access: Access, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows, each with its `url`."""
    before = reverse("task", args=[access.workspace.slug, _ANY]).removesuffix(_ANY)
    for row in rows:
        row["url"] = before + row["key"]
    return rows
