"""A list without groups, fifty rows at a time. More come as a fragment; without scripts, as another page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.responses import of_part
from tasks.days import today
from tasks.queries import lists
from tasks.queries.filters import Filter
from tasks.views.rows import with_urls

ROWS = 50


@dataclass(frozen=True, slots=True)
class FlatPage:
    """`fragment` is the answer when htmx asked for the next rows; else `context` has rows, more_url and from_start."""

    context: dict[str, Any]
    fragment: HttpResponse | None


def flat_page(request: PageRequest, wanted: Filter, *, show_project: bool = False, query: str = "") -> FlatPage:
    """The rows for the URL. `query` is its query string without the cursor. Raises BadRequest."""
    cursor = request.GET.get("cursor", "")
    page = lists.tasks(request.access, wanted, limit=ROWS, cursor=cursor)
    if show_project:
        lists.with_parents(request.access, page.rows)
    following = "&".join(part for part in (query, f"cursor={page.next}") if part)
    context = {
        "rows": with_urls(request.access, page.rows),
        "more_url": f"{request.path}?{following}" if page.next else "",
        "from_start": not cursor,
        "show_project": show_project,
        "today": today(request.access),
    }
    if of_part(request, "cursor"):
        return FlatPage(context, render(request, "tasks/flat_rows.html", context))
    return FlatPage(context, None)
