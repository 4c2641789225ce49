"""What answers about tasks share besides primetrade/responses.py: toasts with undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.access import Access
from accounts.requests import PageRequest
from primetrade.commands import Outcome
from primetrade.made_once import Made
from primetrade.toasts import ToastForm, say
from tasks.models.task import Status
from tasks.queries.sql.task_rows import ListedTask
from tasks.views import page_wording as wording


def tell(request: PageRequest, text: str, outcome: Outcome[Any] | Made, *, also: ToastForm | None = None) -> None:
    """Show a toast that says what a command did and offers to undo it."""
    say(request, text, undo=undo_url(request.access, outcome.batch), also=also)


def undo_url(access: Access, batch: UUID | None) -> str:
    """The URL that undoes a batch, for its toast; empty when nothing changed."""
    return reverse("undo", args=[access.workspace.slug, batch]) if batch else ""


def ask_for_subtasks(access: Access, task: ListedTask, batch: UUID | None) -> ToastForm | None:
    """Offers to complete what is open below a task, in the batch that completed it; None if there is nothing."""
    open_count = task["subtasks_total"] - task["subtasks_done"]
    if batch is None or task["status"] != Status.COMPLETED or not open_count:
        return None
    words = wording.COMPLETE_SUBTASK if open_count == 1 else wording.COMPLETE_SUBTASKS.format(count=open_count)
    return ToastForm(words, reverse("task_complete_subtasks", args=[access.workspace.slug, task["key"], batch]))
