"""What happened: to one task, or to the whole workspace since a version of it (delta sync)."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from primetrade.api.endpoint import Endpoint, operation
from primetrade.api.parameters import LIMIT, PAGE, Parameter, whole_number
from tasks.api.rows import ChangeRow
from tasks.queries import history, references

SINCE = Parameter(
    "since",
    "A version of the workspace: changes after it. Take the next one from `meta.since`.",
    whole_number(0, 10**18 - 1),
    0,
    {"type": "integer", "minimum": 0, "default": 0},
)


class TaskChanges(Endpoint):
    @operation("Read the history of a task", "Newest first.", parameters=PAGE, answers=[ChangeRow], paged=True)
    def get(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        page = history.of_object(self.access, str(which), **self.page)
        return self.paged(page.rows, page.next)


class Changes(Endpoint):
    @operation(
        "Read what changed in the workspace",
        "In order. The changes of one transaction stay together, so a page may hold more than `limit`.",
        parameters=(SINCE, LIMIT),
        answers=[ChangeRow],
        paged=True,
        meta=("since",),
    )
    def get(self, request: Request) -> HttpResponse:
        feed = history.since(self.access, self.parameters["since"], limit=self.parameters["limit"])
        following = self.url_with(since=feed.since) if feed.more else None
        return self.listed(feed.rows, following, since=feed.since)
