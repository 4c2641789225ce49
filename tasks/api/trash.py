"""/api/trash: what was deleted in the last 30 days, and its restoration."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.parameters import PAGE
from tasks.api.row_schemas import RestoredRow, TrashRow
from tasks.commands import restore
from tasks.queries import trash_list


class Trash(SignedInEndpoint):
    @operation("List what is in the trash", "Latest first.", parameters=PAGE, answers=[TrashRow], paged=True)
    def get(self, request: Request) -> HttpResponse:
        page = trash_list.entries(self.access, **self.page)
        return self.paged(page.rows, page.next)


class Restoration(SignedInEndpoint):
    @operation(
        "Restore from the trash",
        "Also restores what was deleted with it; a label goes back onto its tasks.",
        answers=RestoredRow,
    )
    def post(self, request: Request, entry: UUID) -> HttpResponse:
        outcome = restore(self.access, entry=entry)
        return self.done(outcome, {"id": outcome.value.id, "kind": outcome.value.LOG_KIND})
