"""What answers about tasks share besides primetrade/responses.py: toasts with undo, and a task in the trash."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import Access
from accounts.requests import PageRequest
from primetrade.commands import Outcome
from primetrade.made_once import Made
from primetrade.responses import toasts_only, wants_fragment
from primetrade.toasts import say, warn
from tasks.views import page_wording as wording


def tell(request: PageRequest, text: str, outcome: Outcome[Any] | Made) -> None:
    """Show a toast that says what a command did and offers to undo it."""
    say(request, text, undo=undo_url(request.access, outcome.batch))


def undo_url(access: Access, batch: UUID | None) -> str:
    """The URL that undoes a batch, for its toast; empty when nothing changed."""
    return reverse("undo", args=[access.workspace.slug, batch]) if batch else ""


def in_trash(request: PageRequest, page: Any) -> HttpResponse:
    """409: someone has moved the task to the trash. The typed text stays in its form, or is shown on the page."""
    if wants_fragment(request):
        warn(request, wording.IN_TRASH)
        return toasts_only(request, status=409)
    return render(request, "tasks/task_trashed.html", page.context(), status=409)
