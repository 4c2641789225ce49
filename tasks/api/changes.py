"""What happened: to one task, or to the whole workspace since a moment of it (delta sync)."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from primetrade.api import moments
from primetrade.api.endpoint import Endpoint, operation
from primetrade.api.parameters import LIMIT, PAGE, Parameter
from primetrade.cursors import LENGTH_LIMIT as CURSOR_LENGTH
from tasks.api.rows import ChangeRow
from tasks.queries import history, references

SINCE = Parameter(
    "since",
    "Changes after this moment: `meta.since` of whatever was read before. Without it: from the first change on.",
    schema={"type": "string", "maxLength": CURSOR_LENGTH},
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
        problems=(410,),
    )
    def get(self, request: Request) -> HttpResponse:
        workspace, given = self.access.workspace, self.parameters["since"]
        version = moments.version_at(workspace, given) if given else 0
        feed = history.since(self.access, version, limit=self.parameters["limit"])
        since = moments.moment(workspace, feed.since)
        return self.listed(feed.rows, self.url_with(since=since) if feed.more else None, since=since)
