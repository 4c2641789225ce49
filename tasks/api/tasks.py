"""/api/tasks: list and create; one task by id or key: read, change, delete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.access import Access
from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.parameters import PAGE, Parameter, yes_or_no
from primetrade.api.serializers import Body, YesNo
from primetrade.errors import NotFound
from tasks.api.declared_fields import body_fields, command_values, task_as_json
from tasks.api.filters import FILTERS
from tasks.api.name_fields import TaskNameField
from tasks.api.row_schemas import TaskDetail, TaskRow
from tasks.commands import create_task, delete_task, edit_task
from tasks.models import Task
from tasks.queries import detail, lists, references
from tasks.queries.body_names import body_with_ids
from tasks.queries.filter_names import filter_with_ids
from tasks.queries.filters import Filter

COUNT = Parameter("count", "Whether to count the tasks found, up to 10,000.", yes_or_no, False, {"type": "boolean"})


class NewTask(Body):
    """Only the title is needed. Without a project, the task goes to the Inbox."""

    example = {"title": "Write to the harbour", "priority": "high", "due_on": "2030-12-31", "due_time": "09:30"}
    create_labels = YesNo(required=False, help_text="Labels that don't exist are created.")
    first = YesNo(required=False, help_text="Whether to put it at the top of its column.")

    def get_fields(self) -> dict[str, Any]:
        return body_fields(new=True) | super().get_fields()


class TaskChange(Body):
    """Only the given fields change. `before` or `after` names a task of its column, to place it beside."""

    example = {"status": "in_review", "priority": "urgent"}
    create_labels = YesNo(required=False, help_text="Labels that don't exist are created.")
    before = TaskNameField(required=False)
    after = TaskNameField(required=False)

    def get_fields(self) -> dict[str, Any]:
        return body_fields(new=False) | super().get_fields()


class Tasks(SignedInEndpoint):
    @operation(
        "List tasks",
        parameters=(*FILTERS, *PAGE, COUNT),
        answers=[TaskRow],
        paged=True,
        depends_on_today=True,
        depends_on_now_with="due",
        meta=("?count", "?count_exact"),
    )
    def get(self, request: Request) -> HttpResponse:
        filter = filter_with_ids(self.access, Filter.from_query(request.GET, by_name=True))
        page = lists.tasks(self.access, filter, limit=self.parameters["limit"], cursor=self.parameters["cursor"])
        counted = {}
        if self.parameters["count"]:
            counted["count"], counted["count_exact"] = lists.count(self.access, filter)
        return self.paged([task_as_json(row) for row in page.rows], page.next, **counted)

    @operation("Create a task", body=NewTask, answers=TaskDetail, status=201)
    def post(self, request: Request) -> HttpResponse:
        outcome = create_task(self.access, **command_values(body_with_ids(self.access, self.values)))
        return self.done(outcome, task_detail(self.access, outcome.value.id), status=201)


class OneTask(SignedInEndpoint):
    @operation("Read a task", "By its id or key. A key that it had before works, too.", answers=TaskDetail)
    def get(self, request: Request, task: str) -> HttpResponse:
        row = task_detail(self.access, task)
        return self.answer(row, version=row["version"])

    @operation("Change a task", body=TaskChange, answers=TaskDetail, takes_if_match=True)
    def patch(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        given = command_values(body_with_ids(self.access, self.values))
        outcome = edit_task(self.access, task=which, if_version=self.if_version, **given)
        row = task_detail(self.access, which)
        return self.done(outcome, row)

    @operation(
        "Delete a task",
        "Moves it to the trash, with its subtasks. Undoing `meta.batch` restores it.",
        takes_if_match=True,
    )
    def delete(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        return self.done(delete_task(self.access, task=which, if_version=self.if_version), None)

    def current(self, row: Task) -> dict[str, Any]:
        """What a 412 shows."""
        return task_detail(self.access, row.id)


def task_detail(access: Access, which: str | UUID) -> dict[str, Any]:
    """One task by id, key or former key. Raises NotFound, also for one in the trash."""
    row = detail.task(access, str(which))
    if row["deleted_at"] or row["project_deleted"]:
        raise NotFound("There is no such task here.")
    values = task_as_json(row)
    for name in ("deleted_at", "project_deleted", "parent_deleted", "project_archived", "previous", "next"):
        del values[name]
    return values
