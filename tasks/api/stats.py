"""/api/tasks/stats: numbers of tasks by status, priority and due date."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from tasks.api.row_schemas import StatsRow
from tasks.queries import stats


class TaskStats(SignedInEndpoint):
    @operation("Count tasks", "Days and weeks are counted in your time zone.", answers=StatsRow, depends_on_now=True)
    def get(self, request: Request) -> HttpResponse:
        return self.answer(stats.stats(self.access))
