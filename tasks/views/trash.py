"""The trash: what was deleted in the last thirty days, and restoring it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import Access
from accounts.requests import PageRequest
from primetrade.pages import action, page
from primetrade.responses import Done
from tasks.commands import restore
from tasks.commands.trash_permission import trash_permission
from tasks.days import today
from tasks.queries import trash_groups
from tasks.queries.trash_groups import TrashGroup
from tasks.views.answers import tell
from tasks.views.trash_wording import deleted_when, more_of, restored, title_of


@page
def trash(request: PageRequest) -> HttpResponse:
    """Everything that can be restored, by kind; with `kind` and `cursor`, the entries of one kind after the cursor."""
    day = today(request.access)
    kind, cursor = request.GET.get("kind", ""), request.GET.get("cursor", "")
    if cursor and kind in trash_groups.KINDS:
        groups = [trash_groups.of_kind(request.access, kind, cursor)]
    else:
        cursor, groups = "", trash_groups.by_kind(request.access)
    context = {
        "groups": [_shown(request.access, group, day, earlier=bool(cursor)) for group in groups],
        "earlier": bool(cursor),
    }
    return render(request, "tasks/trash.html", context)


@action
def trash_restore(request: PageRequest, entry: UUID) -> Done:
    """Restore one thing to its place, with everything deleted along with it."""
    outcome = restore(request.access, entry=entry)
    tell(request, restored(outcome.value), outcome)
    return Done(reverse("trash", args=[request.access.workspace.slug]))


def _shown(access: Access, group: TrashGroup, day: date, *, earlier: bool) -> dict[str, Any]:
    """A group as the template draws it."""
    return {
        "kind": group.kind,
        "next": group.next,
        "title": title_of(group, earlier=earlier),
        "more": more_of(group),
        "entries": [
            {
                **entry,
                "when": deleted_when(entry["deleted_at"], day),
                "who": {"name": entry["by"]} if entry["by"] else None,
                "may_restore": access.may(trash_permission(group.kind, own=entry["author_id"] == str(access.user.id))),
            }
            for entry in group.entries
        ],
    }
