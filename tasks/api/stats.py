"""/api/tasks/stats: how many tasks there are, of which kinds."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from primetrade.api.endpoint import Endpoint, operation
from tasks.api.rows import StatsRow
from tasks.queries import stats


class Stats(Endpoint):
    @operation("Count tasks", "Days and the week are your own.", answers=StatsRow, depends_on_today=True)
    def get(self, request: Request) -> HttpResponse:
        return self.answer(stats.stats(self.access))
