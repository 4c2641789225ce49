"""/api/tasks: list and create; one task by id or key: read, change, delete."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from accounts.access import Access
from primetrade.api.endpoint import Endpoint, operation
from primetrade.api.parameters import PAGE, Parameter, yes_or_no
from primetrade.api.serializers import Body, Choice, Day, Text, TimeOfDay, Whole, YesNo, form_of_days
from primetrade.text import MARKDOWN_BYTES, TITLE_LIMIT
from primetrade.words import PRIORITY_WORDS
from tasks.api.filters import FILTERS
from tasks.api.names import Labels, Members, ProjectName, TaskName
from tasks.api.rows import PRIORITIES, STATUSES, TaskDetail, TaskRow, task_detail, task_row
from tasks.commands import create_task, edit_task, trash_task
from tasks.fields.kinds import ESTIMATE_LIMIT_MINUTES
from tasks.models import Task
from tasks.models.task import DATE_RANGE
from tasks.queries import filter_names, lists, names, references
from tasks.queries.filters import Filter

COUNT = Parameter("count", "Count what the filters find, up to 10,000.", yes_or_no, False, {"type": "boolean"})


@extend_schema_field({"type": "string", "format": "date", "pattern": f"^{form_of_days(*DATE_RANGE)}$"})
class TaskDay(Day):
    """A date that a task can have."""


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": ESTIMATE_LIMIT_MINUTES})
class Estimate(Whole):
    """Minutes, at most a year of them; the command bounds them."""


class NewTask(Body):
    """Only the title is needed. Without a project the task waits in the Inbox."""

    example = {"title": "Write to the harbour", "priority": "high", "due_on": "2030-12-31", "due_time": "09:30"}
    title = Text(min_length=1, max_length=TITLE_LIMIT)
    project = ProjectName(required=False, allow_null=True)
    description = Text(required=False, max_length=MARKDOWN_BYTES, help_text="Markdown, at most 20 kB.")
    status = Choice(choices=STATUSES, required=False)
    priority = Choice(choices=PRIORITIES, required=False)
    due_on = TaskDay(required=False, allow_null=True)
    due_time = TimeOfDay(required=False, allow_null=True)
    start_on = TaskDay(required=False, allow_null=True)
    estimate_minutes = Estimate(required=False, allow_null=True)
    parent = TaskName(required=False, allow_null=True)  # type: ignore[assignment]  # Field has an attribute of this name
    labels = Labels(required=False)
    create_labels = YesNo(required=False, help_text="Labels that are not there are made.")
    assignees = Members(required=False)
    first = YesNo(required=False, help_text="At the top of its column.")


class TaskChange(Body):
    """What is given is changed. `before` or `after`, a task in the same column, says the place."""

    example = {"status": "in_review", "priority": "urgent"}
    title = Text(required=False, min_length=1, max_length=TITLE_LIMIT)
    project = ProjectName(required=False)
    description = Text(required=False, max_length=MARKDOWN_BYTES, help_text="Markdown, at most 20 kB.")
    status = Choice(choices=STATUSES, required=False)
    priority = Choice(choices=PRIORITIES, required=False)
    due_on = TaskDay(required=False, allow_null=True)
    due_time = TimeOfDay(required=False, allow_null=True)
    start_on = TaskDay(required=False, allow_null=True)
    estimate_minutes = Estimate(required=False, allow_null=True)
    parent = TaskName(required=False, allow_null=True)  # type: ignore[assignment]  # Field has an attribute of this name
    labels = Labels(required=False)
    create_labels = YesNo(required=False, help_text="Labels that are not there are made.")
    assignees = Members(required=False)
    before = TaskName(required=False)
    after = TaskName(required=False)


def typed(access: Access, values: dict[str, Any]) -> dict[str, Any]:
    """As commands take them: ids for names, the priority as its number."""
    found = names.ids_of(access, values)
    if "priority" in found:
        found["priority"] = PRIORITY_WORDS.index(found["priority"])
    return found


class Tasks(Endpoint):
    @operation(
        "List tasks",
        parameters=(*FILTERS, *PAGE, COUNT),
        answers=[TaskRow],
        paged=True,
        depends_on_today=True,
        meta=("?count", "?count_exact"),
    )
    def get(self, request: Request) -> HttpResponse:
        filter = filter_names.found(self.access, Filter.from_query(request.GET, by_name=True))
        page = lists.tasks(self.access, filter, limit=self.parameters["limit"], cursor=self.parameters["cursor"])
        counted = {}
        if self.parameters["count"]:
            counted["count"], counted["count_exact"] = lists.count(self.access, filter)
        return self.paged([task_row(row) for row in page.rows], page.next, **counted)

    @operation("Create a task", body=NewTask, answers=TaskDetail, status=201)
    def post(self, request: Request) -> HttpResponse:
        outcome = create_task(self.access, **typed(self.access, self.values))
        return self.done(outcome, task_detail(self.access, outcome.value.id), status=201)


class OneTask(Endpoint):
    @operation("Read a task", "By its id or its key; a key it had before leads to it too.", answers=TaskDetail)
    def get(self, request: Request, task: str) -> HttpResponse:
        row = task_detail(self.access, task)
        return self.answer(row, version=row["version"])

    @operation("Change a task", body=TaskChange, answers=TaskDetail, takes_if_match=True)
    def patch(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        outcome = edit_task(self.access, task=which, if_version=self.if_version, **typed(self.access, self.values))
        row = task_detail(self.access, which)
        return self.done(outcome, row)

    @operation("Delete a task", "To the trash, with its subtasks. `meta.batch` takes it back.", takes_if_match=True)
    def delete(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        return self.done(trash_task(self.access, task=which, if_version=self.if_version), None)

    def current(self, row: Task) -> dict[str, Any]:
        """What a 412 shows."""
        return task_detail(self.access, row.id)
