"""The change log: of one task, or of the whole workspace since a moment (delta sync)."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api import moments
from primetrade.api.endpoint import operation
from primetrade.api.parameters import LIMIT, PAGE, Parameter
from primetrade.cursors import LENGTH_LIMIT as CURSOR_LENGTH
from primetrade.spelling import with_suggestion
from tasks.api.change_json import changes_as_json
from tasks.api.row_schemas import CHANGE_KINDS, ChangeRow
from tasks.converters import ProjectReference
from tasks.queries import history, references
from tasks.queries.filter_values import VALUES_LIMIT, read_project

SINCE = Parameter(
    "since",
    "Only changes after this moment: `meta.since` of an earlier answer. Default: from the first change on.",
    schema={"type": "string", "maxLength": CURSOR_LENGTH},
)


def _read_kinds(text: str) -> list[str]:
    kinds = list(dict.fromkeys(text.split(",")))
    for kind in kinds:
        if kind not in CHANGE_KINDS:
            message = f"There is no kind “{kind[:40]}”. Use {', '.join(CHANGE_KINDS)}."
            raise ValueError(with_suggestion(message, kind, CHANGE_KINDS))
    return kinds


_LIST = {"type": "array", "minItems": 1}
KIND = Parameter(
    "kind",
    "Only changes of these kinds, separated by commas.",
    _read_kinds,
    [],
    _LIST | {"items": {"type": "string", "enum": CHANGE_KINDS}},
    repeated=True,
)
PROJECT = Parameter(
    "project",
    "Only changes of these projects: keys or ids, separated by commas, also of projects in the trash. These are the"
    " changes of the projects, of the tasks that are in them now with their comments, and moves of tasks out of them."
    " What was deleted for good is told to every project.",
    read_project,
    (),
    _LIST | {"items": {"type": "string", "pattern": f"^(?:{ProjectReference.regex})$"}, "maxItems": VALUES_LIMIT},
    repeated=True,
)


class TaskChanges(SignedInEndpoint):
    @operation("Read the history of a task", "Newest first.", parameters=PAGE, answers=[ChangeRow], paged=True)
    def get(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        page = history.of_object(self.access, str(which), **self.page)
        return self.paged(changes_as_json(self.access, page.rows), page.next)


class Changes(SignedInEndpoint):
    @operation(
        "Read what changed in the workspace",
        "In order. The changes of one transaction stay together, so a page may hold more than `limit`. With `kind` or"
        " `project`, a page may be empty without being the last one: see `next`.",
        parameters=(SINCE, KIND, PROJECT, LIMIT),
        answers=[ChangeRow],
        paged=True,
        problems=(410,),
    )
    def get(self, request: Request) -> HttpResponse:
        workspace, moment = self.access.workspace, self.parameters["since"]
        version = moments.version_at(workspace, moment) if moment else 0
        names = self.parameters["project"]
        projects = references.projects_named(self.access, names) if names else ()
        feed = history.since(
            self.access, version, limit=self.parameters["limit"], kinds=self.parameters["kind"], projects=projects
        )
        since = moments.moment(workspace, feed.since)
        following, cursor = (self.url_with(since=since), since) if feed.more else (None, None)
        return self.listed(changes_as_json(self.access, feed.rows), following, cursor=cursor, since=since)
