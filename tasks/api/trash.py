"""/api/trash: what was deleted in the last 30 days; and undo, which takes back any batch of changes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.parameters import PAGE
from tasks.api.rows import RestoredRow, TrashRow, UndoneRow
from tasks.commands import restore, undo
from tasks.queries import trash_list


class Trash(SignedInEndpoint):
    @operation("List what is in the trash", "Latest first.", parameters=PAGE, answers=[TrashRow], paged=True)
    def get(self, request: Request) -> HttpResponse:
        page = trash_list.entries(self.access, **self.page)
        return self.paged(page.rows, page.next)


class Restoration(SignedInEndpoint):
    @operation("Restore from the trash", "With what went with it; a label onto its tasks.", answers=RestoredRow)
    def post(self, request: Request, entry: UUID) -> HttpResponse:
        outcome = restore(self.access, entry=entry)
        return self.done(outcome, {"id": outcome.value.id, "kind": outcome.value.LOG_KIND})


class Undo(SignedInEndpoint):
    @operation(
        "Undo a batch",
        "Takes back what nobody changed since; `left` says what stayed. Undoing `meta.batch` redoes it.",
        answers=UndoneRow,
    )
    def post(self, request: Request, batch: UUID) -> HttpResponse:
        outcome = undo(self.access, batch=batch)
        return self.done(outcome, {"steps": outcome.value.steps, "left": outcome.value.left})
