"""/api/batches/<batch>/undo: undoes any batch of changes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from tasks.api.row_schemas import UndoneRow
from tasks.commands import undo


class Undo(SignedInEndpoint):
    @operation(
        "Undo a batch",
        "Undoes what has not been changed since; `left` says what stayed. Undoing `meta.batch` redoes it.",
        answers=UndoneRow,
    )
    def post(self, request: Request, batch: UUID) -> HttpResponse:
        outcome = undo(self.access, batch=batch)
        return self.done(outcome, {"steps": outcome.value.steps, "left": outcome.value.left})
